// What is in a dataset: counts, formats, lengths and validity of responses, by group, and more.

#ifndef JSONL_TOOLS_STATS_STATS_H_
#define JSONL_TOOLS_STATS_STATS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl::stats {

struct StatsOptions {
  std::optional<std::string> by = {};  // a field, see json::FieldPath; "task" if not given
  std::string to = "text";             // or "json", "html" or "proto"
  bool merge = false;                  // the inputs are statistics that were written as "proto"
  bool compare = false;                // a report on each input, side by side
  std::optional<std::string> targets = {};     // a file of goals, see targets.h
  std::optional<uint64_t> min_per_group = {};  // fewer records are wrong
  std::optional<std::string> tokens = {};      // see Tokens::Load
  std::optional<std::string> price = {};       // see ParsePrice
  std::optional<uint64_t> cutoff = {};         // tokens of a record
  bool unicode = false;                        // the text may hold more than ASCII
};

// Reads the records of the session, or the statistics of such, and writes one report to its output;
// none when the run stops at a malformed line. Memory grows with the number of groups and of
// lengths that occur, not with that of records. In the account a record is written when it was
// counted.
//
// Returns whether every group has the records that it needs.
absl::StatusOr<bool> RunStats(const StatsOptions& options, pipeline::Session& session);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_STATS_H_

// What is in a dataset: counts, formats, lengths and validity of responses, by group.

#ifndef JSONL_TOOLS_STATS_STATS_H_
#define JSONL_TOOLS_STATS_STATS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/pipeline/session.h"

namespace jsonl::stats {

struct StatsOptions {
  std::string by = "task";  // a field, see json::FieldPath
  std::string to = "text";  // or "json"
};

// Reads the records of the session and writes one report to its output; none when the run stops
// at a malformed line. Memory grows with the number of groups and of lengths that occur, not with
// that of records. In the account a record is written when it was counted.
absl::Status RunStats(const StatsOptions& options, pipeline::Session& session);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_STATS_H_

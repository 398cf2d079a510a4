// jsonl-split: one input, several outputs.

#ifndef JSONL_TOOLS_SPLIT_SPLIT_H_
#define JSONL_TOOLS_SPLIT_SPLIT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

// One of ratios, by, shards.
struct SplitOptions {
  std::optional<std::string> ratios;  // "train=0.9,valid=0.05,test=0.05"
  std::optional<std::string> only;    // the one of them to write, to the output or stdout
  std::optional<std::string> by;      // a file a value of this field
  std::optional<uint64_t> shards;     // so many files, of equal numbers of records
  std::string output;                 // names with {split}, {value} or {shard}
  std::optional<uint64_t> seed;       // default 0
  std::optional<std::string> key;     // the field whose hash decides; default: the record's bytes
};

// Ratios are exact: floor(n * ratio) records each, the rest to the last. Outputs keep the order
// of the input and get their names when all are complete. INVALID_ARGUMENT for bad options.
absl::StatusOr<int> RunSplit(const SplitOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_SPLIT_H_

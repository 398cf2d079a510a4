// jsonl-split: one input, several outputs.

#ifndef JSONL_TOOLS_SPLIT_SPLIT_H_
#define JSONL_TOOLS_SPLIT_SPLIT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

// One of ratios, by, shards, lines, bytes.
struct SplitOptions {
  std::optional<std::string> ratios;  // "train=0.9,valid=0.05,test=0.05"
  std::optional<std::string> by;      // a file a value of this field
  std::optional<uint64_t> shards;     // so many files, of equal numbers of records
  std::optional<uint64_t> lines;      // files of so many records
  std::optional<uint64_t> bytes;      // files of at most so many bytes

  std::string output;               // names with {split}, {value} or {shard}
  std::optional<std::string> only;  // the one split to write, to the output or stdout
  bool shuffle = false;             // outputs in random order
  std::optional<uint64_t> seed;     // of the hash that decides; default 0

  // With ratios.
  std::optional<std::string> key;       // the field whose hash decides; default: the record's
  std::optional<std::string> group;     // records that share this field stay together
  std::optional<std::string> stratify;  // the ratios hold for each value of this field
  std::optional<std::string> near;      // near-duplicates of at least that similarity stay together
  std::optional<uint64_t> ngram;        // words a shingle; default 5. `key` is the text compared
  bool stable = false;                  // the hash alone decides, so that numbers are about right
  bool verify = false;                  // equal records in two splits are an error
};

// Outputs keep the order of the input unless they are shuffled, and get their names when all are
// complete. INVALID_ARGUMENT for bad options.
absl::StatusOr<int> RunSplit(const SplitOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_SPLIT_H_

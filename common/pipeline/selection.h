// Which records are chosen: by a keyed hash, so that neither threads nor the order of the input
// matter.

#ifndef JSONL_COMMON_PIPELINE_SELECTION_H_
#define JSONL_COMMON_PIPELINE_SELECTION_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/json/field_path.h"
#include "common/pipeline/scanner.h"

namespace jsonl::pipeline {

// Where a record stands among all: records are chosen in the order of their ranks. Without a key
// field it is the hash of the record's bytes; with one, the hash of the field first, of the record
// second. Equal ranks are told apart by position. Frozen, as hash::Hash is.
using Rank = hash::Fingerprint;

class Ranker {
 public:
  Ranker(uint64_t seed, std::optional<json::FieldPath> key) : seed_(seed), key_(std::move(key)) {}
  // A record without the key field is ranked by its bytes.
  Rank operator()(const Record& record) const;

 private:
  uint64_t seed_;
  std::optional<json::FieldPath> key_;
};

// Ranks by position, in memory: 16 bytes a record.
using Ranks = std::vector<Rank>;

// A place in the order of ranks and positions.
struct Cut {
  Rank rank = {UINT64_MAX, UINT64_MAX};
  uint64_t position = UINT64_MAX;

  // Whether record i comes before the cut.
  bool IsAbove(const Ranks& ranks, uint64_t i) const {
    return ranks[i] != rank ? ranks[i] < rank : i < position;
  }
};

// The cut that exactly min(count, members) of the members come before. `members` are positions,
// ascending; null stands for all.
Cut CutAt(const Ranks& ranks, const std::vector<uint64_t>* members, uint64_t count);

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SELECTION_H_

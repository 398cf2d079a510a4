// What decides where a record goes: a rank by its value, or by that of a field.

#ifndef JSONL_TOOLS_SPLIT_SPLIT_RANK_H_
#define JSONL_TOOLS_SPLIT_SPLIT_RANK_H_

#include <cstdint>
#include <optional>

#include "common/hash/fingerprint.h"
#include "common/json/field_path.h"
#include "common/pipeline/scanner.h"
#include "common/pipeline/selection.h"

namespace jsonl {

// The high half of a rank is a hash of a value as JSON, so that records that are equal as JSON, or
// share a field, stand side by side in the order of ranks, however they are spelled. The low half
// tells records that share a field apart by their bytes. Frozen, as hash::Hash is: with --stable,
// what a record's split is must not change between versions. It has nothing to do with the ranks
// that jsonl-sample chooses by, so that a split of a sample is as random as one of the whole.
class SplitRank {
 public:
  // By the field; a record without it by its own value.
  SplitRank(uint64_t seed, std::optional<json::FieldPath> field);
  // By the field alone; the records without it, or with null there, are one group (NoGroup).
  static SplitRank OfGroups(uint64_t seed, json::FieldPath field);

  pipeline::Rank operator()(const pipeline::Record& record) const;

  // The high half of the rank of records without a group.
  static uint64_t NoGroup(uint64_t seed);

 private:
  hash::Fingerprint key_;  // made of the seed
  std::optional<json::FieldPath> field_;
  bool groups_ = false;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_SPLIT_RANK_H_

#include "tools/split/split_rank.h"

#include <utility>

#include "common/hash/fingerprint.h"
#include "common/json/fingerprint.h"
#include "common/pipeline/groups.h"

namespace jsonl {
namespace {

constexpr uint64_t kSalt = 0x73706c6974;  // "split"

}  // namespace

SplitRank::SplitRank(uint64_t seed, std::optional<json::FieldPath> key)
    : seed_(seed ^ kSalt), field_(std::move(key)) {}

SplitRank SplitRank::OfGroups(uint64_t seed, json::FieldPath field) {
  SplitRank rank(seed, std::move(field));
  rank.groups_ = true;
  return rank;
}

uint64_t SplitRank::NoGroup(uint64_t seed) {
  return hash::Hash(pipeline::kNoGroup, seed ^ kSalt).high;
}

pipeline::Rank SplitRank::operator()(const pipeline::Record& record) const {
  json::Value value = field_.has_value() ? field_->Find(record.root) : record.root;
  if (groups_) {
    if (!value || value.is_null()) return {hash::Hash(pipeline::kNoGroup, seed_).high, 0};
    return {json::FingerprintOf(value, seed_).high, 0};
  }
  if (!value) value = record.root;
  return {json::FingerprintOf(value, seed_).high, hash::Hash(record.text, seed_).high};
}

}  // namespace jsonl

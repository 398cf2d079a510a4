#include "tools/split/split_rank.h"

#include <utility>

#include "common/hash/fingerprint.h"
#include "common/json/fingerprint.h"
#include "common/pipeline/groups.h"

namespace jsonl {
namespace {

constexpr uint64_t kSalt = 0x73706c6974;  // "split"

// Long texts are hashed faster without a seed, so it comes last.
uint64_t Seeded(hash::Fingerprint fingerprint, uint64_t seed) {
  return hash::Mix(fingerprint, {kSalt, seed}).high;
}

}  // namespace

SplitRank::SplitRank(uint64_t seed, std::optional<json::FieldPath> key)
    : seed_(seed), field_(std::move(key)) {}

SplitRank SplitRank::OfGroups(uint64_t seed, json::FieldPath field) {
  SplitRank rank(seed, std::move(field));
  rank.groups_ = true;
  return rank;
}

uint64_t SplitRank::NoGroup(uint64_t seed) { return Seeded(hash::Hash(pipeline::kNoGroup), seed); }

pipeline::Rank SplitRank::operator()(const pipeline::Record& record) const {
  if (!field_.has_value()) return {Seeded(json::FingerprintOf(record.root), seed_), 0};
  const json::Value value = field_->Find(record.root);
  if (groups_ && (!value || value.is_null())) return {NoGroup(seed_), 0};
  const uint64_t high = Seeded(json::FingerprintOf(value ? value : record.root), seed_);
  return {high, groups_ ? 0 : hash::Hash(record.text).high};
}

}  // namespace jsonl

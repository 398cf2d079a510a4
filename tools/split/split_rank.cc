#include "tools/split/split_rank.h"

#include <utility>

#include "common/hash/fingerprint.h"
#include "common/hash/folded.h"
#include "common/json/fingerprint.h"
#include "common/pipeline/groups.h"

namespace jsonl {
namespace {

constexpr uint64_t kSalt = 0x73706c6974;  // "split"

hash::Fingerprint KeyOf(uint64_t seed) { return hash::Mix({kSalt, seed}, {}); }

// Long texts are hashed faster without a seed, so it comes last.
uint64_t Keyed(hash::Fingerprint fingerprint, hash::Fingerprint key) {
  return hash::Folded(fingerprint.high ^ key.high, fingerprint.low ^ key.low);
}

}  // namespace

SplitRank::SplitRank(uint64_t seed, std::optional<json::FieldPath> field)
    : key_(KeyOf(seed)), field_(std::move(field)) {}

SplitRank SplitRank::OfGroups(uint64_t seed, json::FieldPath field) {
  SplitRank rank(seed, std::move(field));
  rank.groups_ = true;
  return rank;
}

uint64_t SplitRank::NoGroup(uint64_t seed) {
  return Keyed(hash::Hash(pipeline::kNoGroup), KeyOf(seed));
}

pipeline::Rank SplitRank::operator()(const pipeline::Record& record) const {
  if (!field_.has_value()) return {Keyed(json::FingerprintOf(record.root), key_), 0};
  const json::Value value = field_->Find(record.root);
  if (groups_ && (!value || value.is_null()))
    return {Keyed(hash::Hash(pipeline::kNoGroup), key_), 0};
  const uint64_t high = Keyed(json::FingerprintOf(value ? value : record.root), key_);
  return {high, groups_ ? 0 : hash::Hash(record.text).high};
}

}  // namespace jsonl

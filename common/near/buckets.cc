#include "common/near/buckets.h"

#include <bit>

namespace jsonl::near::internal {

// Four to eight places a record, so that of keys that occur once, up to a quarter are taken for
// repeated.
Repeated::Repeated(uint64_t records) {
  const uint64_t words = std::bit_ceil(std::max<uint64_t>(records / 8, 2));
  shift_ = 64 - std::countr_zero(words);
  words_.resize(words);
}

void LeaveRepeated(std::vector<Shared>* found) {
  constexpr int kOthers = 32;
  Repeated repeated(found->size());
  for (const Shared& one : *found) repeated.Add(std::rotl(one.key, kOthers));
  found->erase(
      std::remove_if(found->begin(), found->end(),
                     [&](const Shared& one) { return !repeated.Has(std::rotl(one.key, kOthers)); }),
      found->end());
}

}  // namespace jsonl::near::internal

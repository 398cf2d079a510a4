#include "common/near/buckets.h"

#include <bit>

namespace jsonl::near::internal {

// Eight places a record, so that of keys that occur once, one in eight is taken for repeated.
Repeated::Repeated(uint64_t records) {
  const uint64_t words = std::bit_ceil(std::max<uint64_t>(records / 4, 2));
  shift_ = 64 - std::countr_zero(words);
  words_.resize(words);
}

}  // namespace jsonl::near::internal

// A cheap mix of two words, for where there are very many and XXH3 costs too much.

#ifndef JSONL_COMMON_HASH_FOLDED_H_
#define JSONL_COMMON_HASH_FOLDED_H_

#include <cstdint>

namespace jsonl::hash {

// The halves of the product of 128 bits, combined, as in wyhash (W. Yi, 2019). Every bit depends on
// nearly all others, unless a factor is 0 or has few bits: mix words with numbers such as the
// below. Frozen, as hash::Hash is.
inline uint64_t Folded(uint64_t a, uint64_t b) {
  __extension__ using Word128 = unsigned __int128;
  const Word128 product = Word128{a} * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// Without a pattern: digits of pi.
inline constexpr uint64_t kPi[] = {0x243f6a8885a308d3, 0x13198a2e03707345, 0xa4093822299f31d1,
                                   0x082efa98ec4e6c89};

}  // namespace jsonl::hash

#endif  // JSONL_COMMON_HASH_FOLDED_H_

// 128-bit fingerprints: XXH3 and ways to combine its results.
//
// A frozen contract: which records a seed selects, and which split a record falls into, follow
// from these values, so none of the functions here may ever change what it returns. Not a
// defence against those who build collisions on purpose: XXH3 is no cryptographic hash.

#ifndef JSONL_COMMON_HASH_FINGERPRINT_H_
#define JSONL_COMMON_HASH_FINGERPRINT_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace jsonl::hash {

struct Fingerprint {
  uint64_t high = 0;
  uint64_t low = 0;

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
  friend auto operator<=>(const Fingerprint&, const Fingerprint&) = default;  // high counts first

  // Is its own hash already.
  template <typename H>
  friend H AbslHashValue(H h, const Fingerprint& f) {
    return H::combine(std::move(h), f.low);
  }
};

// The 128-bit XXH3 of `bytes`, as XXH3_128bits_withSeed returns it; with seed 0 that is
// XXH3_128bits, which `xxhsum -H2` prints as `high` followed by `low`.
Fingerprint Hash(std::string_view bytes, uint64_t seed = 0);

// The same of one word, in the order of bytes of x86.
Fingerprint HashWord(uint64_t word, uint64_t seed = 0);

// A fingerprint of the pair: (a, b) and (b, a) differ. It is the Hash of the 32 bytes a.low,
// a.high, b.low, b.high.
Fingerprint Mix(Fingerprint a, Fingerprint b);

// The sum modulo 2^128: a fingerprint of a multiset, for summands that are fingerprints.
inline Fingerprint Sum(Fingerprint a, Fingerprint b) {
  uint64_t low = a.low + b.low;
  return {a.high + b.high + (low < a.low ? 1 : 0), low};
}

}  // namespace jsonl::hash

#endif  // JSONL_COMMON_HASH_FINGERPRINT_H_

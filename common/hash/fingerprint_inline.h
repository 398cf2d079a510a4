// The functions of fingerprint.h to be inlined, for where very many short texts are hashed: a call
// costs as much as half of such a hash. Takes a while to compile, so it is for .cc files only.

#ifndef JSONL_COMMON_HASH_FINGERPRINT_INLINE_H_
#define JSONL_COMMON_HASH_FINGERPRINT_INLINE_H_

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <string_view>

#include "common/hash/fingerprint.h"

namespace jsonl::hash::inlined {

inline Fingerprint Hash(std::string_view bytes, uint64_t seed) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
  return {hash.high64, hash.low64};
}

inline Fingerprint HashWord(uint64_t word, uint64_t seed) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(&word, sizeof(word), seed);
  return {hash.high64, hash.low64};
}

inline Fingerprint Mix(Fingerprint a, Fingerprint b) {
  const uint64_t words[4] = {a.low, a.high, b.low, b.high};
  const XXH128_hash_t hash = XXH3_128bits(words, sizeof(words));
  return {hash.high64, hash.low64};
}

}  // namespace jsonl::hash::inlined

#endif  // JSONL_COMMON_HASH_FINGERPRINT_INLINE_H_

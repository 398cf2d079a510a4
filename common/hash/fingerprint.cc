#include "common/hash/fingerprint.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace jsonl::hash {

Fingerprint Hash(std::string_view bytes, uint64_t seed) {
  XXH128_hash_t hash = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
  return {hash.high64, hash.low64};
}

Fingerprint HashWord(uint64_t word, uint64_t seed) {
  XXH128_hash_t hash = XXH3_128bits_withSeed(&word, sizeof(word), seed);
  return {hash.high64, hash.low64};
}

Fingerprint Mix(Fingerprint a, Fingerprint b) {
  const uint64_t words[4] = {a.low, a.high, b.low, b.high};
  XXH128_hash_t hash = XXH3_128bits(words, sizeof(words));
  return {hash.high64, hash.low64};
}

}  // namespace jsonl::hash

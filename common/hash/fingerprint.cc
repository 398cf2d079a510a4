#include "common/hash/fingerprint.h"

#define XXH_INLINE_ALL  // a call costs as much as half of a short text
#include <xxhash.h>

namespace jsonl::hash {
namespace {

Fingerprint Of(const void* bytes, size_t size, uint64_t seed) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(bytes, size, seed);
  return {hash.high64, hash.low64};
}

}  // namespace

Fingerprint Hash(std::string_view bytes, uint64_t seed) {
  return Of(bytes.data(), bytes.size(), seed);
}

Fingerprint HashWord(uint64_t word, uint64_t seed) { return Of(&word, sizeof(word), seed); }

Fingerprint Mix(Fingerprint a, Fingerprint b) {
  const uint64_t words[4] = {a.low, a.high, b.low, b.high};
  return Of(words, sizeof(words), 0);
}

}  // namespace jsonl::hash

#include "common/hash/fingerprint.h"

#include "common/hash/fingerprint_inline.h"

namespace jsonl::hash {

Fingerprint Hash(std::string_view bytes, uint64_t seed) { return inlined::Hash(bytes, seed); }

Fingerprint HashWord(uint64_t word, uint64_t seed) { return inlined::HashWord(word, seed); }

Fingerprint Mix(Fingerprint a, Fingerprint b) { return inlined::Mix(a, b); }

}  // namespace jsonl::hash

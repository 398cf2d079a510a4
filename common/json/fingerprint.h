// A fingerprint that two values share when they are equal as JSON: whatever the order of keys,
// the spacing, the escapes and the spelling of numbers (see number.h).

#ifndef JSONL_COMMON_JSON_FINGERPRINT_H_
#define JSONL_COMMON_JSON_FINGERPRINT_H_

#include <cstdint>

#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/text/buffer.h"
#include "common/text/fold.h"

namespace jsonl::json {

// Nothing is sorted: an object is a sum over its members of a mix of key and value, an array a
// polynomial in its elements; both take in their size. Readers differ on which member of a key that
// occurs twice they take, so every member counts, and the order of those of one key. Values of
// different types differ, so 1 and "1" do, and so do [] and {}. With seed 0 a string that
// is not within another value has the hash::Hash of its text. Frozen, as hash::Hash is.
hash::Fingerprint FingerprintOf(Value value, uint64_t seed = 0);

// The same where strings are what `folding` makes of them; names of members stay as they are.
hash::Fingerprint FingerprintOf(Value value, const text::Folding& folding, text::Buffer* scratch);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_FINGERPRINT_H_

// Keys that occur twice in an object: grammatical by RFC 8259, but what they mean is anyone's
// guess ("names within an object SHOULD be unique", section 4).

#ifndef JSONL_COMMON_JSON_DUPLICATE_KEYS_H_
#define JSONL_COMMON_JSON_DUPLICATE_KEYS_H_

#include "common/json/document.h"

namespace jsonl::json {

// The first key, in the order written, that repeats an earlier key of the same object, anywhere in
// `root`; absent when there is none. Names are compared decoded. PointerTo(root, key.index()) says
// where it is. Takes time linear in the document for objects of a few members, n log n for large
// ones.
Value FindDuplicateKey(Value root);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_DUPLICATE_KEYS_H_

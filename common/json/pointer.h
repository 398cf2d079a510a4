// JSON Pointer (RFC 6901): naming a place in a document.

#ifndef JSONL_COMMON_JSON_POINTER_H_
#define JSONL_COMMON_JSON_POINTER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/json/document.h"

namespace jsonl::json {

// Appends "/" and the token, in which "~" becomes "~0" and "/" becomes "~1".
void AppendPointerToken(std::string_view token, std::string* out);

// The pointer from `root` to the node of that index (Value::index) in it; "" for the root itself.
// A key is said by the pointer of its member. Walks from the root: for messages, not for records.
std::string PointerTo(Value root, uint32_t node_index);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_POINTER_H_

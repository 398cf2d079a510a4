// Whether JSON is written the way that Python's json.dumps(value, separators=(",", ":"),
// sort_keys=True) lays it out: no white space, keys in the order of their code points.

#ifndef JSONL_TOOLS_VALIDATE_RULES_NORMAL_FORM_H_
#define JSONL_TOOLS_VALIDATE_RULES_NORMAL_FORM_H_

#include <cstddef>
#include <string_view>

#include "common/json/document.h"

namespace jsonl {

// The offset of the first white space of a JSON text that is in no string; npos if there is none.
size_t FindWhiteSpace(std::string_view json);

// The first key, in the order of objects, that is not above the key before it in its object:
// out of order, or there twice. Absent when all keys are sorted.
json::Value FindUnsortedKey(json::Value root);

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_NORMAL_FORM_H_

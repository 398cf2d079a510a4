// JSON Pointers.

#ifndef JSONL_COMMON_SCHEMA_FORMATS_JSON_POINTER_H_
#define JSONL_COMMON_SCHEMA_FORMATS_JSON_POINTER_H_

#include <string_view>

namespace jsonl::schema {

// RFC 6901, section 3.
bool IsJsonPointer(std::string_view text);
// draft-bhutton-relative-json-pointer-00, section 3.
bool IsRelativeJsonPointer(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_JSON_POINTER_H_

// The formats of JSON Schema Validation 2020-12, section 7.3, which has all of draft-07's.

#ifndef JSONL_COMMON_SCHEMA_FORMATS_FORMAT_H_
#define JSONL_COMMON_SCHEMA_FORMATS_FORMAT_H_

#include <string_view>

namespace jsonl::schema {

// Whether a string, which is UTF-8, is of the format.
using FormatCheck = bool (*)(std::string_view text);

// Null when there is no such format: what `format` then says is an annotation.
FormatCheck FindFormat(std::string_view name);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_FORMAT_H_

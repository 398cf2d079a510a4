// UUIDs (RFC 4122, section 3).

#ifndef JSONL_COMMON_SCHEMA_FORMATS_UUID_H_
#define JSONL_COMMON_SCHEMA_FORMATS_UUID_H_

#include <string_view>

namespace jsonl::schema {

bool IsUuid(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_UUID_H_

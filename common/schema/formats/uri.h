// Resource identifiers.

#ifndef JSONL_COMMON_SCHEMA_FORMATS_URI_H_
#define JSONL_COMMON_SCHEMA_FORMATS_URI_H_

#include <string_view>

namespace jsonl::schema {

// RFC 3986: with a scheme, and with or without one (sections 3 and 4.1).
bool IsUri(std::string_view text);
bool IsUriReference(std::string_view text);
// RFC 3987, section 2.2.
bool IsIri(std::string_view text);
bool IsIriReference(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_URI_H_

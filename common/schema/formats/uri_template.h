// URI templates (RFC 6570, section 2).

#ifndef JSONL_COMMON_SCHEMA_FORMATS_URI_TEMPLATE_H_
#define JSONL_COMMON_SCHEMA_FORMATS_URI_TEMPLATE_H_

#include <string_view>

namespace jsonl::schema {

bool IsUriTemplate(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_URI_TEMPLATE_H_

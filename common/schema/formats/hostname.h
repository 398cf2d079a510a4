// Names of hosts.

#ifndef JSONL_COMMON_SCHEMA_FORMATS_HOSTNAME_H_
#define JSONL_COMMON_SCHEMA_FORMATS_HOSTNAME_H_

#include <string_view>

namespace jsonl::schema {

// RFC 1123, section 2.1: labels of letters, digits and hyphens, of up to 63 characters, 253 in all.
bool IsHostname(std::string_view text);

// RFC 5890, section 2.3.2.3: labels may be U-labels, too. Of RFC 5892 it knows the categories of
// code points, the exceptions (section 2.6) and the contextual rules (appendix A) but those that
// need a joining type; bidirectional rules (RFC 5893) and normalization are not looked at.
bool IsIdnHostname(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_HOSTNAME_H_

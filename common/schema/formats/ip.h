// Addresses of the Internet Protocol.

#ifndef JSONL_COMMON_SCHEMA_FORMATS_IP_H_
#define JSONL_COMMON_SCHEMA_FORMATS_IP_H_

#include <string_view>

namespace jsonl::schema {

// Four decimal numbers without leading zeros (RFC 2673, section 3.2; RFC 3986, section 3.2.2).
bool IsIpv4(std::string_view text);
// RFC 4291, section 2.2; no zone.
bool IsIpv6(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_IP_H_

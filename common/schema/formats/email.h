// Mailboxes.

#ifndef JSONL_COMMON_SCHEMA_FORMATS_EMAIL_H_
#define JSONL_COMMON_SCHEMA_FORMATS_EMAIL_H_

#include <string_view>

namespace jsonl::schema {

// RFC 5321, section 4.1.2: Mailbox.
bool IsEmail(std::string_view text);
// The same with UTF-8 (RFC 6531, section 3.3).
bool IsIdnEmail(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_EMAIL_H_

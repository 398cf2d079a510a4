// Writes JSON strings, and values as they were written.

#ifndef JSONL_COMMON_JSON_WRITER_H_
#define JSONL_COMMON_JSON_WRITER_H_

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/text/buffer.h"

namespace jsonl::json {

// Appends `text`, which is UTF-8, as a JSON string with its quotes. Escaped is only what RFC 8259,
// section 7, requires: the quote, the backslash and U+0000 to U+001F, those in the short forms
// \b \t \n \f \r or as \u00xx. That is what Python's json.dumps(..., ensure_ascii=False) writes.
void AppendString(std::string_view text, std::string* out);
void AppendString(std::string_view text, text::Buffer* out);
// The same without the quotes.
void AppendEscaped(std::string_view text, std::string* out);
void AppendEscaped(std::string_view text, text::Buffer* out);

// Appends `value` as written but for the white space between its tokens: strings and numbers come
// out byte for byte.
void AppendCompact(Value value, std::string* out);
void AppendCompact(Value value, text::Buffer* out);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_WRITER_H_

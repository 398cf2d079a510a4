// UTF-8 (RFC 3629): checking, counting code points, white space at the ends.

#ifndef JSONL_COMMON_TEXT_UTF8_H_
#define JSONL_COMMON_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jsonl::text {

// The number of code points in valid UTF-8.
size_t CountCodePoints(std::string_view text);

// The offset of the first byte that is not part of a well-formed sequence (no overlong forms, no
// surrogates, nothing past U+10FFFF); text.size() if there is none.
size_t FindInvalidUtf8(std::string_view text);

// `text` with U+FFFD for each byte that is not part of a well-formed sequence: for names of files,
// which may be any bytes.
std::string ToValidUtf8(std::string_view text);

// White space: str.isspace() of Python, so that "empty after stripping" means what users expect.
bool IsSpace(uint32_t code_point);

// `text` without white space at its ends.
std::string_view Strip(std::string_view text);

// The beginning of a text of valid UTF-8: at most `bytes` bytes of it, and whole code points.
std::string_view Beginning(std::string_view text, size_t bytes);

// The text, for a message: at most 60 code points of it, then "...".
std::string Shortened(std::string_view text);

// The text with its control characters as escapes, \n or \x1b, for a message: text from the
// data must neither end a line nor command a terminal.
std::string Visible(std::string_view text);

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_UTF8_H_

// The characters that people and models write where JSON has quotes and white space.

#ifndef JSONL_COMMON_JSON_REPAIR_CHARACTERS_H_
#define JSONL_COMMON_JSON_REPAIR_CHARACTERS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jsonl::json {

enum class QuoteStyle : uint8_t {
  kNone,
  kDouble,
  kSingle,
  kCurlyDouble,  // and angled ones
  kCurlySingle,
  kBacktick,
};

struct Quote {
  QuoteStyle style = QuoteStyle::kNone;
  uint8_t size = 0;  // in bytes

  explicit operator bool() const { return style != QuoteStyle::kNone; }
  // Whether this quote may end a string that `open` began.
  bool MayEnd(QuoteStyle open) const {
    return style == open || (open == QuoteStyle::kCurlyDouble && style == QuoteStyle::kDouble) ||
           (open == QuoteStyle::kCurlySingle && style == QuoteStyle::kSingle);
  }
};

// The quote at text[pos], if one is there. `pos` may be the end of the text.
Quote QuoteAt(std::string_view text, size_t pos);
// How often the very quote at text[pos] is there in a row, up to 3; 0 if none is there.
size_t QuotesInRow(std::string_view text, size_t pos);

// White space by RFC 8259, section 2.
inline bool IsJsonSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
// The bytes of the white space character at text[pos], JSON's or another of Unicode's; 0 if none is
// there.
size_t SpaceAt(std::string_view text, size_t pos);

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Whether names may contain it. Names may contain all that is beyond ASCII, quotes excepted.
inline bool IsNameByte(char c) {
  return IsLetter(c) || IsDigit(c) || c == '_' || c == '$' || (c & 0x80) != 0;
}
inline bool IsCloser(char c) { return c == '}' || c == ']'; }

// What Chinese and Japanese texts have for a comma and a colon.
inline constexpr std::string_view kWideComma = "\uff0c";
inline constexpr std::string_view kWideColon = "\uff1a";

// 1 where a backslash stands before white space, as at the end of a line that goes on; otherwise 0.
size_t StraySlashAt(std::string_view text, size_t pos);

// "..." or its one character; the number of bytes, 0 if none is there.
size_t EllipsisAt(std::string_view text, size_t pos);
// Whether a comment starts there: //, /* or #.
bool IsCommentAt(std::string_view text, size_t pos);
// Past the comment at `pos`, or at the line's end; npos where the text ends first.
size_t CommentEnd(std::string_view text, size_t pos);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_CHARACTERS_H_

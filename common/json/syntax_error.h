// What is wrong with a text that is not JSON by RFC 8259, in words.

#ifndef JSONL_COMMON_JSON_SYNTAX_ERROR_H_
#define JSONL_COMMON_JSON_SYNTAX_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jsonl::json {

enum class SyntaxErrorKind : uint8_t {
  kNone,
  kEmpty,             // nothing but white space
  kInvalidUtf8,       // RFC 3629
  kTooDeep,           // more nesting than Parser::kMaxDepth
  kControlCharacter,  // U+0000 to U+001F inside a string
  kUnclosedString,
  kBadEscape,  // an unknown escape, or a surrogate that is not one of a pair
  kBadNumber,
  kBadLiteral,  // a bare word that is not true, false or null
  kExpectedValue,
  kExpectedKey,
  kExpectedColon,
  kExpectedCommaOrBrace,
  kExpectedCommaOrBracket,
  kTrailingContent,
  kUnexpectedEnd,
};

struct SyntaxError {
  SyntaxErrorKind kind = SyntaxErrorKind::kNone;
  uint32_t offset = 0;  // in bytes, from the start of the text

  explicit operator bool() const { return kind != SyntaxErrorKind::kNone; }
};

// "column 12: expected ',' or '}' after the value, found '\"'". The column counts bytes from 1.
std::string Describe(const SyntaxError& error, std::string_view source);

// Finds the first fault that the vectorised scan reports without a place: a byte sequence that is
// not UTF-8, a control character in a string, a backslash outside of one, a string without an end.
// One pass; kNone if `text` has none of them.
SyntaxError FindLexicalError(std::string_view source);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_SYNTAX_ERROR_H_

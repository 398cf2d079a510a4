#include "common/json/syntax_error.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::json {
namespace {

std::string_view Words(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::kNone:
      return "no error";
    case SyntaxErrorKind::kEmpty:
      return "nothing but white space";
    case SyntaxErrorKind::kInvalidUtf8:
      return "not UTF-8";
    case SyntaxErrorKind::kTooDeep:
      return "nested more than 1024 deep";
    case SyntaxErrorKind::kControlCharacter:
      return "unescaped control character in a string";
    case SyntaxErrorKind::kUnclosedString:
      return "string without an end";
    case SyntaxErrorKind::kBadEscape:
      return "bad escape in a string";
    case SyntaxErrorKind::kBadNumber:
      return "malformed number";
    case SyntaxErrorKind::kBadLiteral:
    case SyntaxErrorKind::kExpectedValue:
      return "expected a value";
    case SyntaxErrorKind::kExpectedKey:
      return "expected a key in double quotes";
    case SyntaxErrorKind::kExpectedColon:
      return "expected ':' after the key";
    case SyntaxErrorKind::kExpectedCommaOrBrace:
      return "expected ',' or '}' after the value";
    case SyntaxErrorKind::kExpectedCommaOrBracket:
      return "expected ',' or ']' after the value";
    case SyntaxErrorKind::kTrailingContent:
      return "unexpected content after the end of the value";
    case SyntaxErrorKind::kUnexpectedEnd:
      return "the text ends too early";
  }
  return "";
}

// The code point that well-formed UTF-8 encodes.
uint32_t CodePoint(std::string_view character) {
  auto lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return lead;
  uint32_t out = lead & (0x7fu >> character.size());
  for (char c : character.substr(1)) out = out << 6 | (static_cast<unsigned char>(c) & 0x3fu);
  return out;
}

// Whether a message that shows the character would show nothing, or a space.
bool IsInvisible(uint32_t c) {
  return (c >= 0x80 && c <= 0xa0) || c == 0xad || (c >= 0x2000 && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x206f) || c == 0x3000 || c == 0xfeff;
}

// What stands at the fault: a word or a number whole, with what makes the number malformed, else a
// character.
std::string Found(std::string_view rest, SyntaxErrorKind kind) {
  auto word = [number = kind == SyntaxErrorKind::kBadNumber](char c) {
    if (number)
      return c > ' ' && c < 0x7f && std::string_view(",:[]{}\"").find(c) == std::string_view::npos;
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '.' || c == '-' || c == '+';
  };
  size_t size = 0;
  if (rest[0] == '\\') {
    size = rest.size() > 1 && rest[1] == 'u' ? 6 : 2;
  } else {
    while (size < rest.size() && size < 24 && word(rest[size])) ++size;
  }
  size = std::min(std::max<size_t>(size, 1), rest.size());
  // A whole character at the end; none of it if it is broken.
  size_t whole = size;
  while (whole < rest.size() && (rest[whole] & 0xc0) == 0x80) ++whole;
  bool is_utf8 = text::FindInvalidUtf8(rest.substr(0, whole)) == whole;
  if (is_utf8) size = whole;
  if (is_utf8 && (rest[0] & 0x80) != 0) {
    uint32_t character = CodePoint(rest.substr(0, size));
    if (IsInvisible(character)) return absl::StrFormat("U+%04X", character);
  }
  std::string out = "'";
  for (char c : rest.substr(0, size)) {
    auto byte = static_cast<unsigned char>(c);
    bool shown = byte >= 0x20 && byte != 0x7f && (byte < 0x80 || is_utf8);
    if (shown) {
      out += c;
    } else {
      absl::StrAppendFormat(&out, "\\x%02x", byte);
    }
  }
  return out + "'";
}

bool IsHex(std::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return isxdigit(c); });
}

// Whether an escape of a surrogate, U+D800 to U+DFFF, is at the start of `text`.
bool IsSurrogate(std::string_view text) {
  return text.size() >= 6 && text[1] == 'u' && IsHex(text.substr(2, 4)) &&
         (text[2] == 'd' || text[2] == 'D') && !(text[3] >= '0' && text[3] <= '7');
}

// The length of the escape at the start of `text`, a surrogate pair being one; 0 if it is bad.
size_t EscapeLength(std::string_view text) {
  if (text.size() < 2) return 0;
  if (text[1] != 'u') return std::string_view("\"\\/bfnrt").find(text[1]) == text.npos ? 0 : 2;
  auto unit = [](std::string_view t) -> int {
    if (t.size() < 6 || t[0] != '\\' || t[1] != 'u' || !IsHex(t.substr(2, 4))) return -1;
    return static_cast<int>(std::stoul(std::string(t.substr(2, 4)), nullptr, 16));
  };
  int high = unit(text);
  if (high < 0 || (high >= 0xdc00 && high <= 0xdfff)) return 0;
  if (high < 0xd800 || high > 0xdbff) return 6;
  int low = unit(text.substr(6));
  return low >= 0xdc00 && low <= 0xdfff ? 12 : 0;
}

}  // namespace

std::string Describe(const SyntaxError& error, std::string_view source) {
  std::string_view rest = source.substr(std::min<size_t>(error.offset, source.size()));
  const bool surrogate = error.kind == SyntaxErrorKind::kBadEscape && IsSurrogate(rest);
  std::string out = text::Cat("column ", error.offset + 1, ": ",
                              surrogate ? "lone surrogate in a string" : Words(error.kind));
  switch (error.kind) {
    case SyntaxErrorKind::kControlCharacter:
    case SyntaxErrorKind::kBadEscape:
    case SyntaxErrorKind::kBadNumber:
    case SyntaxErrorKind::kBadLiteral:
    case SyntaxErrorKind::kExpectedValue:
    case SyntaxErrorKind::kExpectedKey:
    case SyntaxErrorKind::kExpectedColon:
    case SyntaxErrorKind::kExpectedCommaOrBrace:
    case SyntaxErrorKind::kExpectedCommaOrBracket:
    case SyntaxErrorKind::kTrailingContent:
    case SyntaxErrorKind::kInvalidUtf8:
      if (!rest.empty()) {
        text::Append(&out, ", found ", Found(rest, error.kind));
      }
      break;
    default:
      break;
  }
  return out;
}

SyntaxError FindLexicalError(std::string_view source) {
  auto at = [](SyntaxErrorKind kind, size_t offset) {
    return SyntaxError{kind, static_cast<uint32_t>(offset)};
  };
  size_t bad_utf8 = text::FindInvalidUtf8(source);
  bool in_string = false;
  size_t opened = 0;
  for (size_t i = 0; i < source.size(); ++i) {
    if (i == bad_utf8) return at(SyntaxErrorKind::kInvalidUtf8, i);
    auto c = static_cast<unsigned char>(source[i]);
    if (c == '"') {
      in_string = !in_string;
      opened = i;
    } else if (in_string && c < 0x20) {
      return at(SyntaxErrorKind::kControlCharacter, i);
    } else if (in_string && c == '\\') {
      size_t length = EscapeLength(source.substr(i));
      if (length == 0) return at(SyntaxErrorKind::kBadEscape, i);
      i += length - 1;
    } else if (c == '\\') {
      // The scan takes a quote after it for escaped, and what follows for something else.
      return at(SyntaxErrorKind::kBadLiteral, i);
    }
  }
  if (in_string) return at(SyntaxErrorKind::kUnclosedString, opened);
  return {};
}

}  // namespace jsonl::json

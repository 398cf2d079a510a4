#include "common/json/repair/characters.h"

namespace jsonl::json {
namespace {

// The code point of two or three bytes of UTF-8 at text[pos]; 0 for others.
uint32_t WideCharacter(std::string_view text, size_t pos, size_t* size) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(text[pos + i] & 0xff); };
  if (byte(0) >= 0xc2 && byte(0) < 0xe0 && text.size() - pos >= 2) {
    *size = 2;
    return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
  }
  if (byte(0) >= 0xe0 && byte(0) < 0xf0 && text.size() - pos >= 3) {
    *size = 3;
    return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
  }
  return 0;
}

QuoteStyle StyleOf(uint32_t character) {
  switch (character) {
    case 0xab:  // «»
    case 0xbb:
    case 0x201c:  // “”„‟
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0xff02:
      return QuoteStyle::kCurlyDouble;
    case 0x2018:  // ‘’‚‛
    case 0x2019:
    case 0x201a:
    case 0x201b:
      return QuoteStyle::kCurlySingle;
    case 0xb4:  // the acute accent
      return QuoteStyle::kBacktick;
    default:
      return QuoteStyle::kNone;
  }
}

bool IsWideSpace(uint32_t c) {
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

}  // namespace

Quote QuoteAt(std::string_view text, size_t pos) {
  if (pos >= text.size()) return {};
  switch (text[pos]) {
    case '"':
      return {QuoteStyle::kDouble, 1};
    case '\'':
      return {QuoteStyle::kSingle, 1};
    case '`':
      return {QuoteStyle::kBacktick, 1};
    case '\xc2':
    case '\xe2':
    case '\xef':
      break;
    default:
      return {};
  }
  size_t size = 0;
  QuoteStyle style = StyleOf(WideCharacter(text, pos, &size));
  if (style == QuoteStyle::kNone) return {};
  return {style, static_cast<uint8_t>(size)};
}

size_t QuotesInRow(std::string_view text, size_t pos) {
  const size_t size = QuoteAt(text, pos).size;
  if (size == 0) return 0;
  const std::string_view rest = text.substr(pos);
  const std::string_view quote = rest.substr(0, size);
  size_t count = 1;
  while (count < 3 && rest.substr(count * size, size) == quote) ++count;
  return count;
}

size_t SpaceAt(std::string_view text, size_t pos) {
  if (pos >= text.size()) return 0;
  const char c = text[pos];
  if (IsJsonSpace(c) || c == '\v' || c == '\f') return 1;
  if ((c & 0x80) == 0) return 0;
  size_t size = 0;
  return IsWideSpace(WideCharacter(text, pos, &size)) ? size : 0;
}

size_t StraySlashAt(std::string_view text, size_t pos) {
  return pos + 1 < text.size() && text[pos] == '\\' && IsJsonSpace(text[pos + 1]) ? 1 : 0;
}

size_t EllipsisAt(std::string_view text, size_t pos) {
  std::string_view rest = text.substr(pos);
  if (rest.starts_with("...")) return 3;
  return rest.starts_with("\u2026") ? 3 : 0;
}

bool IsCommentAt(std::string_view text, size_t pos) {
  std::string_view rest = text.substr(pos);
  return rest.starts_with('#') || rest.starts_with("//") || rest.starts_with("/*");
}

size_t CommentEnd(std::string_view text, size_t pos) {
  if (!text.substr(pos).starts_with("/*")) return text.find('\n', pos);
  const size_t end = text.find("*/", pos + 2);
  return end == std::string_view::npos ? end : end + 2;
}

}  // namespace jsonl::json

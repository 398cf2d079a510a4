#include "common/schema/formats/uri_template.h"

#include <algorithm>
#include <cstddef>

#include "common/schema/ascii.h"

namespace jsonl::schema {
namespace {

bool IsNameCharacter(char c) { return IsDigit(c) || IsLetter(c) || c == '_'; }

bool IsEscape(std::string_view text) {
  return text.size() >= 3 && text[0] == '%' && IsHexDigit(text[1]) && IsHexDigit(text[2]);
}

bool IsVariable(std::string_view text) {
  if (text.ends_with('*')) {
    text.remove_suffix(1);
  } else if (const size_t colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view length = text.substr(colon + 1);
    if (length.empty() || length.size() > 4 || length[0] == '0') return false;
    if (!std::all_of(length.begin(), length.end(), IsDigit)) return false;
    text = text.substr(0, colon);
  }
  bool after_character = false;
  while (!text.empty()) {
    const bool dot = text[0] == '.';
    const bool escape = IsEscape(text);
    if (dot ? !after_character : !escape && !IsNameCharacter(text[0])) return false;
    after_character = !dot;
    text.remove_prefix(escape ? 3 : 1);
  }
  return after_character;
}

bool IsExpression(std::string_view text) {
  constexpr std::string_view kOperators = "+#./;?&=,!@|";
  if (!text.empty() && kOperators.find(text[0]) != std::string_view::npos) text.remove_prefix(1);
  while (true) {
    const size_t comma = std::min(text.find(','), text.size());
    if (!IsVariable(text.substr(0, comma))) return false;
    if (comma == text.size()) return true;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

bool IsUriTemplate(std::string_view text) {
  constexpr std::string_view kExcluded = "\"'<>\\^`|}";
  while (!text.empty()) {
    const char c = text[0];
    if (c == '{') {
      const size_t end = text.find('}');
      if (end == std::string_view::npos || !IsExpression(text.substr(1, end - 1))) return false;
      text.remove_prefix(end + 1);
      continue;
    }
    const bool control = (c >= 0 && c <= ' ') || c == 0x7f;
    if (control || kExcluded.find(c) != std::string_view::npos) return false;
    if (c == '%' && !IsEscape(text)) return false;
    text.remove_prefix(1);
  }
  return true;
}

}  // namespace jsonl::schema

#include "common/json/repair/escaped_text.h"

#include "common/json/repair/characters.h"

namespace jsonl::json {
namespace {

// What the escape at text[p] stands for; '\0' if none is there that is taken away.
char EscapedAt(std::string_view text, size_t p) {
  if (text[p] != '\\' || p + 1 >= text.size()) return '\0';
  switch (text[p + 1]) {
    case '"':
    case '\\':
    case '/':
      return text[p + 1];
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

}  // namespace

bool IsEscapedText(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  for (size_t p = 1; p < text.size(); ++p) {
    if (Quote quote = QuoteAt(text, p)) {
      return quote.style == QuoteStyle::kDouble && text[p - 1] == '\\';
    }
  }
  return false;
}

std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t p = 0; p < text.size(); ++p) {
    const char escaped = EscapedAt(text, p);
    out.push_back(escaped != '\0' ? escaped : text[p]);
    if (escaped != '\0') ++p;
  }
  return out;
}

void MapToEscaped(std::string_view text, std::vector<Mend>* mends) {
  size_t p = 0;
  size_t offset = 0;  // of text[p], once unescaped
  for (Mend& mend : *mends) {
    for (; offset < mend.offset && p < text.size(); ++offset) {
      p += EscapedAt(text, p) != '\0' ? 2 : 1;
    }
    mend.offset = p;
  }
}

}  // namespace jsonl::json

#include "common/json/repair/surroundings.h"

#include <algorithm>

#include "common/json/repair/characters.h"
#include "common/json/repair/lookahead.h"

namespace jsonl::json {
namespace {

constexpr std::string_view kFence = "```";

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), lookahead_(text, stack_) {}

  Region Find() const;
  // The first bracket from `p` on that starts an object or array rather than being prose; npos if
  // there is none.
  size_t FindContainer(size_t p) const;

 private:
  bool FindFenced(size_t begin, Region* region) const;
  bool FindNumbers(size_t begin, Region* region) const;
  size_t ClosingFence(size_t content) const;
  size_t SkipThoughts() const;
  bool IsQuoted(size_t p) const;
  size_t Space(size_t p) const { return lookahead_.SkipSpace(p); }
  char At(size_t p) const { return p < text_.size() ? text_[p] : '\0'; }

  std::string_view text_;
  Stack stack_;
  Lookahead lookahead_;
};

bool Finder::IsQuoted(size_t p) const {
  const Quote quote = QuoteAt(text_, p);
  return (quote && quote.style != QuoteStyle::kBacktick) || text_.substr(p).starts_with("\\\"");
}

size_t Finder::FindContainer(size_t p) const {
  while ((p = text_.find_first_of("{[", p)) != std::string_view::npos) {
    const char bracket = text_[p];
    size_t last = p;  // of a row of the same bracket
    while (At(last + 1) == bracket) ++last;
    const size_t inside = Space(last + 1);
    if (inside < text_.size()) {
      const bool quoted = IsQuoted(inside);
      if (bracket == '{' && (quoted || lookahead_.IsKey(inside))) return last;
      if (bracket == '[' && (quoted || text_[inside] == '{')) return p;
      if (bracket == '[' && last > p && IsDigit(text_[inside])) return p;
    }
    p = last + 1;
  }
  return std::string_view::npos;
}

// The fence that ends the block whose content starts there: one at the start of a line, or else the
// last one.
size_t Finder::ClosingFence(size_t content) const {
  size_t last = std::string_view::npos;
  for (size_t p = content; (p = text_.find(kFence, p)) != std::string_view::npos;
       p += kFence.size()) {
    size_t line = p;
    while (line > content && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
    if (line == content || text_[line - 1] == '\n') return p;
    last = p;
  }
  return std::min(last, text_.size());
}

bool Finder::FindFenced(size_t begin, Region* region) const {
  bool found = false;
  size_t p = begin;
  while ((p = text_.find(kFence, p)) != std::string_view::npos) {
    size_t content = p + kFence.size();
    while (IsNameByte(At(content)) || At(content) == '-' || At(content) == '+') ++content;
    const size_t end = ClosingFence(content);
    content = Space(content);
    const char c = At(content);
    if (c == '{' || c == '[' || (c == '"' && lookahead_.IsKey(content))) {
      region->several = found;
      if (found) return true;
      *region = {.begin = content, .end = end, .implied = c == '"' ? '{' : '\0'};
      found = true;
    }
    p = std::min(end + kFence.size(), text_.size());
  }
  return found;
}

// "The result is [1, 2, 3].": an array of two numbers or more, which no citation is.
bool Finder::FindNumbers(size_t begin, Region* region) const {
  bool found = false;
  for (size_t p = begin; (p = text_.find('[', p)) != std::string_view::npos;) {
    const size_t open = p++;
    size_t end = text_.find_first_not_of("0123456789+-.eE, \t\r\n", p);
    if (end == std::string_view::npos) break;
    const bool list =
        text_[end] == ']' && text_.substr(open, end - open).find(',') != std::string_view::npos;
    if (list) {
      region->several = found;
      if (found) return true;
      *region = {.begin = open, .end = end + 1};
      found = true;
    }
    p = end;
  }
  return found;
}

size_t Finder::SkipThoughts() const {
  size_t begin = Space(0);
  for (std::string_view tag : {"think", "thinking"}) {
    std::string_view rest = text_.substr(std::min(begin, text_.size()));
    if (!rest.starts_with('<') || !rest.substr(1).starts_with(tag) ||
        At(begin + 1 + tag.size()) != '>') {
      continue;
    }
    size_t end = text_.rfind(tag);
    if (end > begin + 2 && text_[end - 1] == '/' && text_[end - 2] == '<') {
      return Space(end + tag.size() + 1);
    }
  }
  return begin;
}

Region Finder::Find() const {
  const size_t begin = SkipThoughts();
  size_t end = text_.size();
  while (end > begin && IsJsonSpace(text_[end - 1])) --end;
  if (begin >= end) return {.begin = begin, .end = text_.size()};

  Region region = {.begin = begin, .end = text_.size()};
  const char first = text_[begin];
  const size_t container = FindContainer(begin);
  const bool key = IsQuoted(begin) && lookahead_.IsKey(begin);
  if (first == '{' || first == '[' || key) {
    if (text_.substr(0, end).ends_with(kFence)) region.end = end - kFence.size();
    if (key) region.implied = '{';
    return region;
  }
  if (FindFenced(begin, &region)) return region;
  if (text_[end - 1] == ']' && (IsQuoted(begin) || IsDigit(first) || first == '-') &&
      text_.find('[') == std::string_view::npos) {
    region.implied = '[';
    return region;
  }
  if (container != std::string_view::npos) {
    region.begin = container;
  } else if (!IsQuoted(begin)) {
    static_cast<void>(FindNumbers(begin, &region));
  }
  return region;
}

}  // namespace

Region FindJson(std::string_view text) { return Finder(text).Find(); }

bool HasJson(std::string_view text) {
  return Finder(text).FindContainer(0) != std::string_view::npos;
}

}  // namespace jsonl::json

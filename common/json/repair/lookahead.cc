#include "common/json/repair/lookahead.h"

#include <algorithm>
#include <string>

#include "common/json/repair/characters.h"
#include "common/json/repair/scalar.h"

namespace jsonl::json {
namespace {

constexpr size_t kLongestScalar = 32;  // of a number or word that is told from text
constexpr size_t kLongestBareElement = 64;

}  // namespace

Lookahead::Lookahead(std::string_view text, const Stack& stack)
    : text_(text), stack_(&stack), last_closer_(text.find_last_of("}]")) {}

bool Lookahead::At(size_t p, std::string_view characters) const {
  return p < text_.size() && characters.find(text_[p]) != std::string_view::npos;
}

size_t Lookahead::SkipSpace(size_t p) const {
  while (size_t size = SpaceAt(text_, p) + StraySlashAt(text_, p)) p += size;
  return p;
}

bool Lookahead::IsColon(size_t p) const {
  return p < text_.size() && (At(p, ":=") || text_.substr(p).starts_with(kWideColon));
}

size_t Lookahead::NameEnd(size_t p) const {
  while (p < text_.size() && (IsNameByte(text_[p]) || text_[p] == '-')) {
    if (QuoteAt(text_, p)) break;
    ++p;
  }
  return p;
}

size_t Lookahead::QuotedEnd(size_t p) const {
  const Quote open = QuoteAt(text_, p);
  if (!open) return std::string_view::npos;
  for (p += open.size; p < text_.size(); ++p) {
    if (text_[p] == '\n') return std::string_view::npos;
    if (text_[p] == '\\') {
      ++p;
    } else if (Quote quote = QuoteAt(text_, p); quote.MayEnd(open.style)) {
      return p + quote.size;
    }
  }
  return text_.size();
}

bool Lookahead::IsKey(size_t p) const {
  const Quote open = QuoteAt(text_, p);
  if (QuotesInRow(text_, p) > 1 && !IsColon(SkipSpace(p + 2 * open.size))) {
    p += open.size;  // its first quote is doubled
  }
  size_t end = QuotedEnd(p);
  if (open && end < text_.size()) {  // its second one may be, too
    const Quote second = QuoteAt(text_, end);
    if (second.style == open.style) end += second.size;
  }
  if (end == std::string_view::npos) {
    if (QuoteAt(text_, p)) return false;
    end = NameEnd(p);
    if (end == p) return false;
    if (IsDigit(text_[p])) return IsNumberedKey(p, end);
    Quote stray = QuoteAt(text_, end);  // a name that lacks its first quote
    if (stray.style == QuoteStyle::kDouble) end += stray.size;
    if (text_.substr(end).starts_with("://")) return false;
  }
  return IsColon(SkipSpace(end));
}

// {1: "a"}: unlike in a time of day, white space and a value follow the colon.
bool Lookahead::IsNumberedKey(size_t p, size_t end) const {
  if (end - p > kLongestScalar || !At(end, ":") || SpaceAt(text_, end + 1) == 0) return false;
  const std::string_view name = text_.substr(p, end - p);
  if (!std::all_of(name.begin(), name.end(), IsDigit)) return false;
  const size_t value = SkipSpace(end + 1);
  return QuoteAt(text_, value) || IsPlainValue(value);
}

bool Lookahead::IsPlainValue(size_t p) const {
  if (At(p, "{[")) return true;
  size_t end = p;
  while (end < text_.size() && end - p < kLongestScalar &&
         (IsNameByte(text_[end]) || At(end, "+-."))) {
    ++end;
  }
  std::string json;
  if (end == p || MendScalar(text_.substr(p, end - p), &json) == ScalarKind::kNone) return false;
  end = SkipSpace(end);
  return end == text_.size() || At(end, ",]}\"");
}

bool Lookahead::IsQuotedElement(size_t p) const {
  constexpr size_t kMostStrings = 4;  // that are looked past
  size_t strings = 0;
  size_t end = QuotedEnd(p);
  if (end == std::string_view::npos) return false;
  // Others may follow it without commas: ["a" "b" "c"].
  for (size_t next = SkipSpace(end); next > end && QuoteAt(text_, next); next = SkipSpace(end)) {
    if (++strings == kMostStrings) return true;
    end = QuotedEnd(next);
    if (end == std::string_view::npos) return false;
  }
  end = SkipSpace(end);
  if (end == text_.size() || IsCloser(text_[end])) return true;
  return text_[end] == ',' && !IsLetter(text_[std::min(SkipSpace(end + 1), text_.size() - 1)]);
}

bool Lookahead::IsKeyWithoutColon(size_t p) const {
  const Quote open = QuoteAt(text_, p);
  if (!open) return false;
  const size_t name = p + open.size;
  const size_t name_end = NameEnd(name);
  if (name_end > name && At(name_end, ":")) return true;  // it lacks its second quote
  size_t end = QuotedEnd(p);
  if (end == std::string_view::npos) return false;
  end = SkipSpace(end);
  return end == text_.size() || At(end, ",}") || IsPlainValue(end) || IsQuotedElement(end);
}

// A word that a comma or bracket ends. One that runs into a quote lacks its first quote, or is text
// with quotes in it. Only so much of a long one is looked at: this is asked at every semicolon.
bool Lookahead::IsBareElement(size_t p, bool inside) const {
  for (size_t stop = std::min(text_.size(), p + kLongestBareElement); p < stop; ++p) {
    if (At(p, ",]}\n")) return true;
    if (text_[p] != '"') continue;
    p = SkipSpace(p + 1);
    return !inside && (p == text_.size() || At(p, ",]"));
  }
  return true;
}

bool Lookahead::MayFollowComma(size_t p, Place place, bool inside) const {
  if (p >= text_.size() || At(p, ",}]") || IsCommentAt(text_, p) || EllipsisAt(text_, p) > 0) {
    return true;
  }
  if (place == Place::kMember) {
    const bool next_object = text_[p] == '{' && stack_->size() > 1 && !stack_->below(1).object;
    return next_object || IsKey(p) || IsKeyWithoutColon(p);
  }
  return QuoteAt(text_, p) || At(p, "{[(") || IsBareElement(p, inside);
}

bool Lookahead::KeyEnds(size_t p) const {
  return IsColon(p) || At(p, ",;}") || IsPlainValue(p) || IsQuotedElement(p);
}

// Whether the brackets at `p` close containers rather than being text: what follows them would do
// after a value.
bool Lookahead::EndsContainers(size_t p) const {
  size_t closed = 0;
  const size_t depth = stack_->size();
  for (; At(p, "}])"); p = SkipSpace(p + 1)) {
    if (text_[p] == ')' && (closed >= depth || !stack_->below(closed).tuple)) return false;
    ++closed;
  }
  if (p == text_.size() || At(p, "{[`")) return true;
  if (closed >= depth) {
    return p > last_closer_ || text_[p] == ',' || text_[p] == ';' || text_[p - 1] == '\n';
  }
  if (IsCommentAt(text_, p) || QuoteAt(text_, p)) return true;
  if (text_[p] != ',') return IsKey(p) || IsPlainValue(p);
  p = SkipSpace(p + 1);
  return MayFollowComma(p, Place::kMember) || QuoteAt(text_, p) || IsPlainValue(p);
}

bool Lookahead::EndsString(size_t after, Place place, bool inside) const {
  const size_t p = SkipSpace(after);
  if (p == text_.size()) return true;
  if (place == Place::kRoot) return false;
  if (IsCommentAt(text_, p)) return p > after;
  if (place == Place::kKey) return KeyEnds(p);
  if (text_.substr(p).starts_with("```")) return true;
  if (text_.substr(p).starts_with(kWideComma)) {
    return MayFollowComma(SkipSpace(p + kWideComma.size()), place, inside);
  }
  switch (text_[p]) {
    case ',':
    case ';':
      return MayFollowComma(SkipSpace(p + 1), place, inside);
    case '}':
    case ']':
    case ')':
      return EndsContainers(p);
    case '+': {
      const size_t next = SkipSpace(p + 1);
      return next == text_.size() || QuoteAt(text_, next) || At(next, ",}]");
    }
    case '.':
      return EllipsisAt(text_, p) > 0 && p > after;
    default:
      break;
  }
  // What comes next lacks its comma.
  if (place == Place::kMember) return (p > after || QuoteAt(text_, p)) && IsKey(p);
  if (QuoteAt(text_, p)) return IsQuotedElement(p);
  return p > after && IsPlainValue(p);
}

}  // namespace jsonl::json

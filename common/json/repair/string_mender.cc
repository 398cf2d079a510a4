#include "common/json/repair/string_mender.h"

#include <algorithm>

namespace jsonl::json {
namespace {

// Where the white space and brackets start that the text ends with.
size_t TailOf(std::string_view text) {
  size_t p = text.size();
  while (p > 0 && (IsJsonSpace(text[p - 1]) || IsCloser(text[p - 1]))) --p;
  return p;
}

constexpr std::string_view kNoEnd = "a string whose end cannot be told";
constexpr std::string_view kBackslash = "a backslash before the quote that may end a string";

// Where what may be a key ends: names, with blanks between them.
size_t KeyNameEnd(std::string_view text, size_t p) {
  while (p < text.size() && (IsNameByte(text[p]) || text[p] == '-' || text[p] == ' ') &&
         !QuoteAt(text, p)) {
    ++p;
  }
  return p;
}

}  // namespace

StringMender::StringMender(std::string_view text, QuotePolicy policy, const Stack& stack,
                           const Lookahead& lookahead, std::string* out, MendLog* log)
    : text_(text),
      policy_(policy),
      stack_(&stack),
      lookahead_(&lookahead),
      out_(out),
      log_(log),
      tail_(TailOf(text)) {}

size_t StringMender::OpeningWidth(size_t begin, Quote open, Place place) const {
  const size_t run = policy_ == QuotePolicy::kLiteral ? 1 : QuotesInRow(text_, begin);
  if (run != 2) return run;
  const size_t inside = begin + 2 * open.size;
  if (lookahead_->EndsString(inside, place)) return 1;  // an empty string
  size_t p = inside;
  while (p < text_.size() && !QuoteAt(text_, p).MayEnd(open.style)) ++p;
  const size_t closing = QuotesInRow(text_, p);
  // One too many at the start only.
  if (closing == 1 && lookahead_->EndsString(p + QuoteAt(text_, p).size, place)) return 2;
  return closing >= 2 ? 2 : 1;
}

StringMender::Result StringMender::Read(size_t begin, Place place) {
  out_->push_back('"');
  content_out_ = out_->size();
  control_ = false;
  while (true) {
    const Quote open = QuoteAt(text_, begin);
    const size_t width = OpeningWidth(begin, open, place);
    if (open.style != QuoteStyle::kDouble || width > 1) log_->Add(MendKind::kQuotes, begin);
    Result result = ReadContent(begin + width * open.size, open, width, place);
    if (!result.cut && (place == Place::kMember || place == Place::kElement)) {
      const size_t next = SkipPlus(result.end);
      if (next > result.end && QuoteAt(text_, next)) {
        begin = next;
        continue;
      }
      result.end = next;
    }
    out_->push_back('"');
    return result;
  }
}

StringMender::Result StringMender::ReadContent(size_t begin, Quote open, size_t width,
                                               Place place) {
  tail_at_ = std::string_view::npos;
  counted_ = begin;
  unmatched_ = 0;
  escaped_ = 0;
  name_end_ = place == Place::kKey ? KeyNameEnd(text_, begin) : begin;
  size_t inner_quotes = 0;
  for (size_t p = begin; p < text_.size();) {
    if (p >= tail_ && tail_at_ == std::string_view::npos) {
      tail_at_ = p;
      tail_out_ = out_->size();
    }
    size_t end;
    const Quote quote = QuoteAt(text_, p);
    if (!quote.MayEnd(open.style)) {
      p = CopyRun(p, open.style);
      continue;
    }
    if (place == Place::kKey && OpensValue(p) && KeyLacksEnd(begin, p, &end)) {
      log_->Add(MendKind::kMissingQuote, end);
      return {.end = end};
    }
    if (size_t count = EndingQuotes(p, width, place, inner_quotes % 2 == 1); count > 0) {
      if (count > width) log_->Add(MendKind::kExtraQuote, p + quote.size);
      return {.end = p + count * quote.size};
    }
    if (place == Place::kKey ? KeyLacksEnd(begin, p, &end) : LacksEnd(begin, p, place, &end)) {
      log_->Add(MendKind::kMissingQuote, end);
      if (EndsInBackslash(end)) return {.end = end, .fault = kBackslash, .for_good = true};
      return {.end = end, .lacks_end = place != Place::kKey};
    }
    if (inner_quotes % 2 == 0) {
      const size_t after = p + quote.size;
      if (IsBoundary(after, place)) return {.end = p, .fault = kNoEnd};
      const size_t next = lookahead_->SkipSpace(after);
      if (place == Place::kMember && next > after && QuoteAt(text_, next)) {
        return {.end = p, .fault = "two strings side by side", .for_good = true};
      }
    }
    log_->Add(MendKind::kInnerQuote, p);
    ++inner_quotes;
    p = CopyCharacter(p);
    while (p < text_.size() && (text_[p] & 0xc0) == 0x80) p = CopyCharacter(p);
  }
  return EndOfText(begin, inner_quotes, place);
}

size_t StringMender::EndingQuotes(size_t p, size_t width, Place place, bool inside) const {
  if (policy_ == QuotePolicy::kLiteral) return 1;
  const size_t size = QuoteAt(text_, p).size;
  if (width > 1) {
    const size_t run = QuotesInRow(text_, p);
    if (width == 3) return run == 3 ? 3 : 0;
    if (run >= 2 && lookahead_->EndsString(p + 2 * size, place)) return 2;
  } else if (place == Place::kKey && QuotesInRow(text_, p) == 2 &&
             lookahead_->EndsString(p + 2 * size, place)) {
    return 2;  // one too many at the end
  }
  return lookahead_->EndsString(p + size, place, inside) ? 1 : 0;
}

// A string without an end is cut off there, unless what the text ends with are the brackets of
// the containers that are open: then it lacks no more than its quote.
StringMender::Result StringMender::EndOfText(size_t begin, size_t inner_quotes, Place place) {
  Result result = {.end = text_.size(), .cut = true};
  size_t tail = tail_at_;
  size_t closed = 0;
  if (tail < text_.size()) {
    tail = SkipMatched(tail, text_.size());
    closed = ClosedBy(text_.substr(tail));
  }
  if (place == Place::kKey) {
    result.cut = !KeyLacksEnd(begin, text_.size(), &result.end);
  } else if (inner_quotes > 0) {
    if (policy_ != QuotePolicy::kLenient || closed > 0 || place == Place::kRoot) {
      result.fault = kNoEnd;
    }
  } else if (closed > 0) {
    out_->resize(tail_out_);
    for (size_t p = tail_at_; p < tail;) p = CopyCharacter(p);
    result = {.end = tail};
    if (EndsInBackslash(tail)) {
      result.fault = kBackslash;
      result.for_good = true;
    }
  } else {
    TrimEnd(place);
  }
  log_->Add(MendKind::kMissingQuote, result.end);
  return result;
}

// Whether a quote before `after` looks like the end of a string although it fits nothing there: if
// it were text, the string would take in what may be its neighbours.
bool StringMender::IsBoundary(size_t after, Place place) const {
  size_t p = lookahead_->SkipSpace(after);
  if (place == Place::kKey && p < text_.size() && IsCloser(text_[p])) return true;
  bool closes = false;
  for (; p < text_.size() && IsCloser(text_[p]); p = lookahead_->SkipSpace(p + 1)) closes = true;
  if (p == text_.size()) return false;
  if (text_[p] != ',') return text_[p] == ':';
  const size_t next = lookahead_->SkipSpace(p + 1);
  return closes || QuoteAt(text_, next) || (next < text_.size() && text_[next] == ':');
}

size_t StringMender::SkipPlus(size_t end) {
  const size_t plus = lookahead_->SkipSpace(end);
  if (plus == text_.size() || text_[plus] != '+') return end;
  log_->Add(MendKind::kConcatenation, plus);
  return lookahead_->SkipSpace(plus + 1);
}

bool StringMender::LacksEnd(size_t begin, size_t p, Place place, size_t* end) {
  if (place != Place::kMember && place != Place::kElement) return false;
  // Backwards from the quote: brackets that open, a separator, brackets that close.
  size_t start = p;
  bool separated = false;
  char opener = '\0';
  const auto back = [&](std::string_view brackets) {
    for (; start > begin; --start) {
      const char c = text_[start - 1];
      separated = separated || c == '\n';
      if (brackets.find(c) != std::string_view::npos) {
        opener = opener == '\0' ? c : opener;
      } else if (!IsJsonSpace(c)) {
        return;
      }
    }
  };
  back("{[");
  if (start > begin && text_[start - 1] == ',') {
    separated = true;
    --start;
  }
  if (!separated || start == begin) return false;
  const size_t separator = start;
  const char opened = opener;
  back("}]");
  const auto next_fits = [&](size_t closed) {
    if (closed == stack_->size()) return false;
    const bool object = stack_->below(closed).object;
    if (opened != '\0' && object) return false;
    if (opened == '{' || (opened == '\0' && object)) return lookahead_->IsKey(p);
    return lookahead_->SkipSpace(p + 1) == p + 1 && lookahead_->IsQuotedElement(p);
  };
  start = SkipMatched(start, separator);
  const size_t closed = ClosedBy(text_.substr(start, separator - start));
  const bool brackets_close = closed > 0 && next_fits(closed);
  if (!brackets_close && !next_fits(0)) return false;
  const size_t stop = brackets_close ? start : separator;
  size_t written = p - stop;
  for (char c : text_.substr(stop, p - stop)) written += IsJsonSpace(c) && c != ' ' ? 1 : 0;
  out_->resize(out_->size() - written);
  *end = stop;
  return true;
}

// Past those brackets of text[p, end) that close others of the string. `p` never goes back.
size_t StringMender::SkipMatched(size_t p, size_t end) {
  for (; counted_ < p; ++counted_) {
    const char c = text_[counted_];
    if (c == '{' || c == '[') ++unmatched_;
    if (IsCloser(c) && unmatched_ > 0) --unmatched_;
  }
  size_t matched = p;
  for (size_t open = unmatched_; p < end && open > 0; ++p) {
    if (!IsCloser(text_[p])) continue;
    --open;
    matched = p + 1;
  }
  return matched;
}

// White space at a cut is not worth keeping, nor is a comma behind a member's value.
void StringMender::TrimEnd(Place place) {
  const auto trim = [this](char c) {
    while (out_->size() > content_out_ && out_->back() == c) out_->pop_back();
  };
  trim(' ');
  if (place != Place::kMember) return;
  trim(',');
  trim(' ');
}

size_t StringMender::ClosedBy(std::string_view brackets) const {
  size_t closed = 0;
  for (char c : brackets) {
    if (!IsCloser(c)) continue;
    if (closed == stack_->size() || stack_->below(closed).closer() != c) return 0;
    ++closed;
  }
  return closed;
}

// Where the escaped quotes are pairs, they are text.
bool StringMender::EndsInBackslash(size_t end) const {
  return escaped_ % 2 == 1 && escaped_end_ <= end && lookahead_->SkipSpace(escaped_end_) >= end;
}

bool StringMender::KeyLacksEnd(size_t begin, size_t stop, size_t* end) {
  if (name_end_ == begin || name_end_ >= stop || text_[name_end_] != ':') return false;
  out_->resize(content_out_ + (name_end_ - begin));
  *end = name_end_;
  return true;
}

// Whether the quote at `p`, where a key may end, is rather the first one of a value: past the name
// of the key are a colon and brackets, and past the quote is no colon.
bool StringMender::OpensValue(size_t p) const {
  if (name_end_ >= p || text_[name_end_] != ':') return false;
  const size_t after = lookahead_->SkipSpace(p + QuoteAt(text_, p).size);
  if (after < text_.size() && text_[after] == ':') return false;
  const std::string_view between = text_.substr(name_end_ + 1, p - name_end_ - 1);
  return between.find_first_not_of(" \t\r\n[{") == std::string_view::npos;
}

void StringMender::AppendBare(size_t begin, size_t end) {
  out_->push_back('"');
  control_ = false;
  for (size_t p = begin; p < end;) p = CopyCharacter(p);
  out_->push_back('"');
}

}  // namespace jsonl::json

// Values, above all those without quotes: numbers, words, text.

#include <algorithm>

#include "common/json/repair/characters.h"
#include "common/json/repair/scalar.h"
#include "common/json/repair/walker.h"

namespace jsonl::json {
namespace {

// Where the token at `p` ends: at white space, punctuation or a quote.
size_t TokenEnd(std::string_view text, size_t p) {
  while (p < text.size() && !SpaceAt(text, p) && !QuoteAt(text, p) &&
         std::string_view(",;]}[{)").find(text[p]) == std::string_view::npos &&
         !text.substr(p).starts_with("/*") && !text.substr(p).starts_with("//") &&
         !text.substr(p).starts_with(kWideComma)) {
    ++p;
  }
  return p;
}

}  // namespace

// Reads the value at pos_, or opens the container there.
bool Walker::ReadValue(Place place) {
  const char c = text_[pos_];
  if (c == '{' || c == '[' || c == '(') return Open();
  if (place != Place::kRoot) SkipPrefix(place);
  const Quote quote = QuoteAt(text_, pos_);
  if (!quote) return ReadBare(place);
  if (place == Place::kRoot && quote.style == QuoteStyle::kBacktick) {
    return Fail("no JSON value", pos_);
  }
  const size_t begin = pos_;
  StringMender::Result result = strings_.Read(pos_, place);
  if (!result.fault.empty()) {
    for_good_ = result.for_good;
    return Fail(result.fault, begin);
  }
  lacks_end_ = lacks_end_ || result.lacks_end;
  pos_ = result.end;
  value_out_ = out_->size();
  return true;
}

// Moves past what Python has before a quote, as in u'text' and rb"text".
void Walker::SkipPrefix(Place place) {
  size_t p = pos_;
  while (p < text_.size() && p - pos_ < 3 &&
         std::string_view("bfruBFRU").find(text_[p]) != std::string_view::npos) {
    ++p;
  }
  const Quote quote = QuoteAt(text_, p);
  if (p == pos_ || p - pos_ > 2 || !quote || lookahead_.EndsString(p + quote.size, place)) return;
  log_->Add(MendKind::kQuotes, pos_);
  pos_ = p;
}

bool Walker::ReadBare(Place place) {
  if (ReadScalar(place)) return true;
  if (for_good_) return false;
  return place == Place::kRoot ? Fail("no JSON value", pos_) : ReadText(place);
}

// Reads a number or a word with a meaning; false where it is not all of the value.
bool Walker::ReadScalar(Place place) {
  const size_t end = TokenEnd(text_, pos_);
  const size_t next = lookahead_.SkipSpace(end);
  const std::string_view token = text_.substr(pos_, end - pos_);
  std::string json;
  const ScalarKind kind =
      next == text_.size() ? MendCutScalar(token, &json) : MendScalar(token, &json);
  if (kind == ScalarKind::kNone) return false;
  if (place == Place::kRoot) {
    if (json.empty()) return false;
  } else {
    // 12 Main St: text that starts with a number.
    const bool goes_on = next < text_.size() && IsNameByte(text_[next]) && !IsDigit(text_[next]) &&
                         !QuoteAt(text_, next) && !lookahead_.IsKey(next) &&
                         text_.substr(end, next - end).find('\n') == std::string_view::npos;
    if (goes_on && !lookahead_.EndsString(end, place)) return false;
  }
  if (kind == ScalarKind::kLeadingZero) {
    return FailForGood("a number that starts with 0: octal, decimal or a code", pos_);
  }
  if (kind == ScalarKind::kNumber) log_->Add(MendKind::kNumber, pos_);
  if (kind == ScalarKind::kLiteral) log_->Add(MendKind::kLiteral, pos_);
  if (kind == ScalarKind::kNoJsonValue) log_->Add(MendKind::kNoJsonValue, pos_);
  out_->append(json);
  pos_ = end;
  const Quote stray = QuoteAt(text_, end);
  if (stray && lookahead_.EndsString(end + stray.size, place)) {
    if (lacks_end_) return FailForGood("quotes that are text, or that lack others", end);
    log_->Add(MendKind::kExtraQuote, end);
    pos_ += stray.size;
  }
  value_out_ = out_->size();
  return true;
}

// Reads text without quotes, or with the second one only.
bool Walker::ReadText(Place place) {
  bool stray_quote = false;
  const size_t stop = BareEnd(place, &stray_quote);
  size_t last = stop;
  while (last > pos_ && IsJsonSpace(text_[last - 1])) --last;
  if (last == pos_) return Fail("expected a value", pos_);
  if (stop < text_.size() && (text_[stop] == '{' || text_[stop] == '[')) {
    return Fail("a bracket in text without quotes", stop);
  }
  const std::string_view words = text_.substr(pos_, last - pos_);
  const bool colon = words.ends_with(':') ||
                     (place == Place::kMember && words.find(": ") != std::string_view::npos);
  if (colon && !stray_quote) return Fail("a colon in text without quotes", pos_);
  if (stray_quote && lacks_end_) {
    return FailForGood("quotes that are text, or that lack others", stop);
  }
  log_->Add(stray_quote ? MendKind::kMissingQuote : MendKind::kUnquotedString, pos_);
  strings_.AppendBare(pos_, last);
  pos_ = stray_quote ? stop + QuoteAt(text_, stop).size : last;
  value_out_ = out_->size();
  return true;
}

// Where the text without quotes at pos_ ends. *stray_quote: at a quote that belongs to it.
size_t Walker::BareEnd(Place place, bool* stray_quote) const {
  for (size_t p = pos_; p < text_.size(); ++p) {
    if (text_[p] == '\\') {
      ++p;
      continue;
    }
    if (Quote quote = QuoteAt(text_, p)) {
      *stray_quote = lookahead_.EndsString(p + quote.size, place);
      if (*stray_quote) return p;
      if (p > pos_ && IsJsonSpace(text_[p - 1]) && place == Place::kMember && lookahead_.IsKey(p)) {
        return p;
      }
    } else if (p > pos_ && EndsBare(p, place)) {
      return p;
    }
  }
  return text_.size();
}

bool Walker::EndsBare(size_t p, Place place) const {
  switch (text_[p]) {
    case '\n':
    case '{':
    case '[':
    case '}':
    case ']':
      return true;
    case ')':
      return stack_.top().tuple;
    case ',':
      return place == Place::kElement ||
             lookahead_.MayFollowComma(lookahead_.SkipSpace(p + 1), place);
    case ';':
      return lookahead_.MayFollowComma(lookahead_.SkipSpace(p + 1), place);
    case '#':
    case '/':
      return IsJsonSpace(text_[p - 1]) && IsCommentAt(text_, p) &&
             (text_[p] == '/' || lookahead_.SkipSpace(p + 1) > p + 1);
    case '.':
      return IsJsonSpace(text_[p - 1]) && EllipsisAt(text_, p) > 0;
    default:
      return false;
  }
}

}  // namespace jsonl::json

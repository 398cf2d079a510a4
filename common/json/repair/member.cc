// Members of objects: keys, colons, and a value.

#include "common/json/repair/characters.h"
#include "common/json/repair/walker.h"

namespace jsonl::json {

bool Walker::ReadMember() {
  if (text_[pos_] == '{' && !stack_.top().has_item) {
    log_->Add(MendKind::kExtraBracket, pos_++);  // {{"a": 1}}
    return true;
  }
  if (text_[pos_] == '{' && stack_.top().has_item && stack_.size() > 1 && !stack_.below(1).object) {
    log_->Add(MendKind::kMissingBracket, pos_);  // [{"a": 1, {"b": 2}]
    Close();
    return true;
  }
  AddMissingComma();
  const size_t member_out = out_->size();
  if (!ReadKey()) return false;
  const size_t key_out = out_->size();
  if (!SkipSpace(/*before_value=*/false)) return false;
  if (!AtEnd() && !ReadColon(key_out)) return false;
  if (AtEnd()) return DropMember(member_out);
  const bool comma = TakeComma();
  if (text_[pos_] == ',' || IsCloser(text_[pos_])) return Fail("a key without a value", pos_);
  const size_t value_begin = out_->size();
  if (!ReadValue(Place::kMember)) return false;
  if (out_->size() == value_begin) {
    stack_.top().comma = comma;
    return DropMember(member_out);
  }
  return true;
}

// Takes back a member that the end of the text cut off, unless nothing but it is there.
bool Walker::DropMember(size_t member_out) {
  if (stack_.size() == 1 && out_->find_first_not_of("{ \t\r\n") >= member_out) {
    return Fail("a key without a value", text_.size());
  }
  DropItem(member_out);
  return true;
}

bool Walker::ReadKey() {
  if (!QuoteAt(text_, pos_)) return ReadUnquotedKey();
  StringMender::Result key = strings_.Read(pos_, Place::kKey);
  const std::string_view written = text_.substr(pos_, key.end - pos_);
  if (!key.fault.empty() || written.find('\n') != std::string_view::npos) {
    return Fail("a key whose end cannot be told", pos_);
  }
  pos_ = key.end;
  return true;
}

bool Walker::ReadUnquotedKey() {
  constexpr size_t kLongest = 256;
  size_t end = pos_;
  for (; end < text_.size() && end - pos_ < kLongest; ++end) {
    const char c = text_[end];
    if (std::string_view(":=,{}[]\n").find(c) != std::string_view::npos) break;
    if (QuoteAt(text_, end)) break;
  }
  const size_t stop = end;
  while (end > pos_ && IsJsonSpace(text_[end - 1])) --end;
  const Quote stray = QuoteAt(text_, stop);
  const size_t after = lookahead_.SkipSpace(stop + stray.size);
  const bool colon = after < text_.size() && (text_[after] == ':' || text_[after] == '=' ||
                                              text_.substr(after).starts_with(kWideColon));
  if (end == pos_ || (!colon && after < text_.size())) return Fail("expected a key", pos_);
  log_->Add(stray ? MendKind::kMissingQuote : MendKind::kUnquotedKey, pos_);
  strings_.AppendBare(pos_, end);
  pos_ = stop + stray.size;
  return true;
}

// Reads the colon and the space around it; the key ends at `key_out` in the output.
bool Walker::ReadColon(size_t key_out) {
  const char c = text_[pos_];
  if (c == ':') {
    out_->push_back(':');
    ++pos_;
  } else if (c == '=' || c == ';') {
    log_->Add(MendKind::kWrongSeparator, pos_);
    out_->push_back(':');
    pos_ += text_.substr(pos_).starts_with("=>") ? 2 : 1;
  } else if (text_.substr(pos_).starts_with(kWideColon)) {
    log_->Add(MendKind::kWrongSeparator, pos_);
    out_->push_back(':');
    pos_ += kWideColon.size();
  } else if (c == ',' || IsCloser(c)) {
    return Fail("a key without a value", pos_);
  } else {
    if (out_->ends_with(R"("")")) return Fail("a row of quotes", pos_);
    log_->Add(MendKind::kMissingColon, pos_);
    out_->insert(key_out, 1, ':');
  }
  if (!SkipSpace(/*before_value=*/true)) return false;
  while (!AtEnd() && text_[pos_] == ':') {
    log_->Add(MendKind::kExtraSeparator, pos_++);
    if (!SkipSpace(/*before_value=*/true)) return false;
  }
  return true;
}

}  // namespace jsonl::json

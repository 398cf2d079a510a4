#include "common/json/repair/walker.h"

#include <utility>

#include "common/json/parser.h"
#include "common/json/repair/characters.h"

namespace jsonl::json {

Walker::Walker(std::string_view text, QuotePolicy policy, std::string* out, MendLog* log)
    : text_(text),
      out_(out),
      log_(log),
      lookahead_(text, stack_),
      strings_(text, policy, stack_, lookahead_, out, log) {}

bool Walker::Fail(std::string_view words, size_t offset) {
  fault_ = {words, offset};
  return false;
}

bool Walker::Walk(size_t begin, char implied) {
  pos_ = begin;
  if (implied != '\0') {
    log_->Add(MendKind::kMissingBracket, begin);
    out_->push_back(implied);
    stack_.Push(implied == '{', /*tuple=*/false, out_->size() - 1);
  } else if (!ReadValue(Place::kRoot)) {
    return false;
  }
  while (!stack_.empty()) {
    if (!ReadItem()) return false;
  }
  return true;
}

bool Walker::FailForGood(std::string_view words, size_t offset) {
  for_good_ = true;
  return Fail(words, offset);
}

// Reads what separates items, and then an item or the end of the container.
bool Walker::ReadItem() {
  if (!ReadSeparators()) return false;
  if (AtEnd()) {
    if (!truncated_) log_->Add(MendKind::kTruncated, pos_);
    truncated_ = true;
    Close();
    return true;
  }
  const Frame& frame = stack_.top();
  const char c = text_[pos_];
  if (c == frame.closer() || (c == ')' && frame.tuple)) {
    ++pos_;
    Close();
    return true;
  }
  if (IsCloser(c)) return ReadWrongCloser();
  return frame.object ? ReadMember() : ReadElement();
}

bool Walker::ReadSeparators() {
  while (true) {
    if (!SkipSpace(!stack_.top().object)) return false;
    if (AtEnd()) return true;
    if (text_[pos_] == ',') {
      ReadSeparator(1, MendKind::kExtraSeparator);
    } else if (text_[pos_] == ':') {
      log_->Add(MendKind::kExtraSeparator, pos_++);
    } else if (text_[pos_] == ';') {
      log_->Add(MendKind::kWrongSeparator, pos_);
      ReadSeparator(1, MendKind::kExtraSeparator);
    } else if (text_.substr(pos_).starts_with(kWideComma)) {
      log_->Add(MendKind::kWrongSeparator, pos_);
      ReadSeparator(3, MendKind::kExtraSeparator);
    } else if (size_t size = EllipsisAt(text_, pos_); size > 0) {
      const size_t next = lookahead_.SkipSpace(pos_ + size);
      if (next < text_.size() && IsNameByte(text_[next])) {
        return Fail("an ellipsis in front of a name", pos_);
      }
      log_->Add(MendKind::kEllipsis, pos_);
      pos_ += size;
    } else {
      return true;
    }
  }
}

// A comma, unless nothing stands before it that it could follow.
void Walker::ReadSeparator(size_t size, MendKind otherwise) {
  Frame& frame = stack_.top();
  if (frame.has_item && !frame.comma) {
    frame.comma = true;
    frame.comma_out = out_->size();
    frame.comma_at = pos_;
    out_->push_back(',');
  } else {
    log_->Add(otherwise, pos_);
  }
  pos_ += size;
}

void Walker::AddMissingComma() {
  Frame& frame = stack_.top();
  if (frame.has_item && !frame.comma) {
    log_->Add(MendKind::kMissingComma, pos_);
    out_->insert(value_out_, 1, ',');
    frame.comma = true;
    frame.comma_out = value_out_;
    frame.comma_at = pos_;
  }
}

bool Walker::Open() {
  if (stack_.size() == Parser::kMaxDepth) return Fail("nested more than 1024 deep", pos_);
  const char c = text_[pos_];
  if (c == '(') log_->Add(MendKind::kWrongBracket, pos_);
  stack_.Push(c == '{', c == '(', out_->size());
  out_->push_back(c == '(' ? '[' : c);
  ++pos_;
  return true;
}

// Ends the container on top: a comma that nothing followed goes.
void Walker::Close() {
  const Frame& frame = stack_.top();
  if (frame.comma) {
    log_->Add(MendKind::kExtraSeparator, frame.comma_at);
    out_->erase(frame.comma_out, 1);
  }
  out_->push_back(frame.closer());
  stack_.Pop();
  value_out_ = out_->size();
}

// A bracket of the other kind: either one of this kind is missing before it and it closes a
// container further out, or it is the wrong one.
bool Walker::ReadWrongCloser() {
  if (stack_.size() == 1 && GoesOn(pos_ + 1)) {
    log_->Add(MendKind::kExtraBracket, pos_++);
    return true;
  }
  if (stack_.top().other < 0 || !ClosesOuter(pos_ + 1)) {
    log_->Add(MendKind::kWrongBracket, pos_);
    ++pos_;
    Close();
    return true;
  }
  log_->Add(MendKind::kMissingBracket, pos_);
  const auto outer = static_cast<size_t>(stack_.top().other);
  while (stack_.size() > outer + 1) Close();
  return true;
}

// Whether a comma or a bracket follows, past a bracket that could close all there is.
bool Walker::GoesOn(size_t after) const {
  const size_t next = lookahead_.SkipSpace(after);
  return next < text_.size() && (text_[next] == ',' || IsCloser(text_[next]));
}

// Whether what follows the bracket fits better behind the outer container that it could close than
// behind the one on top.
bool Walker::ClosesOuter(size_t after) const {
  const auto outer = static_cast<size_t>(stack_.top().other);
  const size_t next = lookahead_.SkipSpace(after);
  const char c = next < text_.size() ? text_[next] : '\0';
  if (outer == 0) return !GoesOn(after);
  const Frame& behind_outer = stack_.at(outer - 1);
  const Frame& behind_top = stack_.below(1);
  if (IsCloser(c)) return behind_outer.closer() == c || behind_top.closer() != c;
  if (c != ',') return true;
  const bool key = lookahead_.IsKey(lookahead_.SkipSpace(next + 1));
  return behind_outer.object == key || behind_top.object != key;
}

// Notes that an item follows the last comma; returns whether there was one.
bool Walker::TakeComma() {
  Frame& frame = stack_.top();
  frame.has_item = true;
  return std::exchange(frame.comma, false);
}

bool Walker::ReadElement() {
  const Frame& frame = stack_.top();
  if (!frame.tuple && lookahead_.IsKey(pos_)) {
    if (!frame.has_item) {
      log_->Add(MendKind::kWrongBracket, pos_);
      (*out_)[frame.open] = '{';
      stack_.MakeObject();
      return true;
    }
    if (stack_.size() < 2 || !stack_.below(1).object) return Fail("a key in an array", pos_);
    log_->Add(MendKind::kMissingBracket, pos_);  // {"a": [1, 2, "b": 3}
    Close();
    return true;
  }
  AddMissingComma();
  const size_t element_out = out_->size();
  const bool comma = TakeComma();
  if (!ReadValue(Place::kElement)) return false;
  if (out_->size() == element_out) {
    DropItem(element_out);
    stack_.top().comma = comma;
  }
  return true;
}

// Takes back an item of which too little is there.
void Walker::DropItem(size_t item_out) {
  log_->Add(MendKind::kDanglingKey, text_.size());
  out_->resize(item_out);
  pos_ = text_.size();
}

bool Walker::SkipSpace(bool before_value) {
  while (!AtEnd()) {
    if (size_t size = SpaceAt(text_, pos_); size > 0) {
      const bool json = IsJsonSpace(text_[pos_]);
      if (!json) log_->Add(MendKind::kWhiteSpace, pos_);
      out_->push_back(json ? text_[pos_] : ' ');
      pos_ += size;
    } else if (StraySlashAt(text_, pos_) > 0) {
      log_->Add(MendKind::kEscape, pos_++);
    } else if (IsCommentAt(text_, pos_) && !IsColour(pos_, before_value)) {
      if (!SkipComment()) return false;
    } else {
      return true;
    }
  }
  return true;
}

// #fff where a value is expected is a string without quotes.
bool Walker::IsColour(size_t p, bool before_value) const {
  return before_value && text_[p] == '#' && p + 1 < text_.size() && IsNameByte(text_[p + 1]);
}

// A comment that nothing ends would take the rest of the text with it; where that is more than a
// comment that was cut off, the text was meant otherwise.
bool Walker::SkipComment() {
  size_t end = CommentEnd(text_, pos_);
  if (end == std::string_view::npos) {
    if (text_.find_first_of("\"{}[]", pos_) != std::string_view::npos) {
      return Fail("a comment without an end", pos_);
    }
    end = text_.size();
  }
  log_->Add(MendKind::kComment, pos_);
  pos_ = end;
  return true;
}

}  // namespace jsonl::json

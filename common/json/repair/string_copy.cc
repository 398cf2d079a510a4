// The characters and escapes of strings.

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_format.h"
#include "common/json/repair/string_mender.h"

namespace jsonl::json {
namespace {

// The value of `count` hexadecimal digits at text[p]; -1 if they are not there.
int64_t HexAt(std::string_view text, size_t p, size_t count) {
  if (p + count > text.size()) return -1;
  int64_t value = 0;
  for (char c : text.substr(p, count)) {
    const int digit = IsDigit(c)             ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool IsHighSurrogate(int64_t unit) { return unit >= 0xd800 && unit <= 0xdbff; }
bool IsLowSurrogate(int64_t unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

void AppendCodePoint(int64_t c, std::string* out) {
  if (c >= 0x10000) {
    absl::StrAppendFormat(out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                          0xdc00 + ((c - 0x10000) & 0x3ff));
  } else {
    absl::StrAppendFormat(out, "\\u%04x", c);
  }
}

// Characters that stand behind a backslash in regular expressions and LaTeX, where the backslash
// belongs to the text; before others it is there by mistake.
bool KeepsBackslash(char c) {
  return IsLetter(c) || IsDigit(c) || std::string_view(".()[]{}*+?|^").find(c) != std::string::npos;
}

}  // namespace

size_t StringMender::CopyRun(size_t p, QuoteStyle style) {
  const bool wide = style != QuoteStyle::kDouble && style != QuoteStyle::kSingle;
  const size_t limit = p < tail_ ? tail_ : text_.size();
  size_t end = p;
  for (; end < limit; ++end) {
    const char c = text_[end];
    if (c == '"' || c == '\'' || c == '\\' || c == '`' || static_cast<unsigned char>(c) < 0x20 ||
        (wide && (c & 0x80) != 0)) {
      break;
    }
  }
  if (end == p) return CopyCharacter(p);
  out_->append(text_.substr(p, end - p));
  return end;
}

size_t StringMender::CopyCharacter(size_t p) {
  const char c = text_[p];
  if (c == '\\') return CopyEscape(p);
  if (c == '"') {
    out_->append("\\\"");
  } else if (static_cast<unsigned char>(c) < 0x20) {
    if (!control_) log_->Add(MendKind::kControlCharacter, p);
    control_ = true;
    constexpr std::string_view kShort = "\bb\nn\rr\tt\ff";
    size_t at = kShort.find(c);
    if (at == std::string_view::npos) {
      AppendCodePoint(c, out_);
    } else {
      out_->push_back('\\');
      out_->push_back(kShort[at + 1]);
    }
  } else {
    out_->push_back(c);
  }
  return p + 1;
}

size_t StringMender::CopyEscape(size_t p) {
  if (p + 1 == text_.size()) {
    log_->Add(MendKind::kEscape, p);
    return p + 1;
  }
  const char c = text_[p + 1];
  if (c == 'u') return CopyUnicodeEscape(p);
  if (std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
    if (c == '"') {
      ++escaped_;
      escaped_end_ = p + 2;
    }
    out_->append(text_.substr(p, 2));
    return p + 2;
  }
  log_->Add(MendKind::kEscape, p);
  const size_t digits = c == 'x' ? 2 : c == 'U' ? 8 : 0;
  if (digits > 0) {
    int64_t value = HexAt(text_, p + 2, digits);
    if (value >= 0 && value <= 0x10ffff && !IsHighSurrogate(value) && !IsLowSurrogate(value)) {
      AppendCodePoint(value, out_);
      return p + 2 + digits;
    }
  }
  if (Quote quote = QuoteAt(text_, p + 1)) {  // not the end of the string, whichever that has
    out_->append(text_.substr(p + 1, quote.size));
    return p + 1 + quote.size;
  }
  if (KeepsBackslash(c)) out_->append("\\\\");
  return p + 1;
}

// A surrogate that is not one of a pair stands for no character: U+FFFD takes its place.
size_t StringMender::CopyUnicodeEscape(size_t p) {
  const int64_t unit = HexAt(text_, p + 2, 4);
  if (unit >= 0 && !IsHighSurrogate(unit) && !IsLowSurrogate(unit)) {
    out_->append(text_.substr(p, 6));
    return p + 6;
  }
  if (IsHighSurrogate(unit) && text_.substr(p + 6).starts_with("\\u") &&
      IsLowSurrogate(HexAt(text_, p + 8, 4))) {
    out_->append(text_.substr(p, 12));
    return p + 12;
  }
  log_->Add(MendKind::kEscape, p);
  const std::string_view rest = text_.substr(p + 2);
  const bool cut_digits =
      rest.size() < 4 && rest.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  const bool cut_pair =
      IsHighSurrogate(unit) && (rest.size() == 4 || rest.substr(4) == "\\" ||
                                (rest.substr(4).starts_with("\\u") && rest.size() < 10));
  if (cut_digits || cut_pair) return text_.size();
  if (unit >= 0) {
    out_->append("\\ufffd");
    return p + 6;
  }
  out_->append("\\\\");
  return p + 1;
}

}  // namespace jsonl::json

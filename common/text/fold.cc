#include "common/text/fold.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::text {
namespace {

constexpr char kDropped = '\xff';
constexpr char kSpace = '\xfe';  // of a run that becomes one

bool IsPunctuation(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_P_MASK) != 0; }

bool IsAsciiPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

}  // namespace

Folding::Folding() { FillAscii(); }

absl::StatusOr<Folding> Folding::Parse(std::string_view names) {
  Folding folding;
  while (true) {
    const size_t comma = names.find(',');
    const std::string_view name = names.substr(0, comma);
    bool* to = name == "case"    ? &folding.case_
               : name == "punct" ? &folding.punct_
               : name == "space" ? &folding.space_
                                 : nullptr;
    if (to == nullptr) {
      return absl::InvalidArgumentError(
          Cat("'", name, "' cannot be folded: it is case, space or punct, separated by commas"));
    }
    *to = true;
    if (comma == names.npos) break;
    names.remove_prefix(comma + 1);
  }
  folding.FillAscii();
  return folding;
}

void Folding::FillAscii() {
  for (int i = 0; i < 128; ++i) {
    const char c = static_cast<char>(i);
    char& to = ascii_[static_cast<size_t>(i)];
    to = c;
    if (case_ && c >= 'A' && c <= 'Z') to = static_cast<char>(c - 'A' + 'a');
    if (punct_ && IsAsciiPunctuation(c)) to = kDropped;
    if (space_ && IsSpace(static_cast<uint32_t>(i))) to = kSpace;
  }
}

void Folding::Fold(std::string_view text, Buffer* out) const {
  out->clear();
  // A character of two bytes may become one of three, and a space comes before it.
  char* const begin = out->Extend(2 * text.size() + 8);
  char* end = begin;
  const auto size = static_cast<int64_t>(text.size());
  bool space = false;  // a run of it before what comes next
  for (int64_t i = 0; i < size;) {
    const char byte = text[static_cast<size_t>(i)];
    char8_t encoded[4] = {};
    int64_t length = 0;
    if (static_cast<signed char>(byte) >= 0) {
      ++i;
      const char to = ascii_[static_cast<size_t>(byte)];
      if (to == kDropped) continue;
      if (to == kSpace) {
        space = true;
        continue;
      }
      encoded[length++] = static_cast<char8_t>(to);
    } else {
      UChar32 c;
      U8_NEXT(text.data(), i, size, c);
      if (c < 0) c = 0xfffd;
      if (punct_ && IsPunctuation(c)) continue;
      if (space_ && IsSpace(static_cast<uint32_t>(c))) {
        space = true;
        continue;
      }
      if (case_) c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
      U8_APPEND_UNSAFE(encoded, length, c);
    }
    if (space && end != begin) *end++ = ' ';
    space = false;
    for (int64_t j = 0; j < length; ++j) *end++ = static_cast<char>(encoded[j]);
  }
  out->Truncate(static_cast<size_t>(end - begin));
}

}  // namespace jsonl::text

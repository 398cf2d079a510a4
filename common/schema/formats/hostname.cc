#include "common/schema/formats/hostname.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "common/schema/ascii.h"
#include "common/schema/code_points.h"

namespace jsonl::schema {
namespace {

constexpr size_t kMaxLabel = 63;
constexpr size_t kMaxName = 253;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

// A label of ASCII.
bool IsLdhLabel(std::string_view label) {
  return !label.empty() && label.size() <= kMaxLabel && label.front() != '-' &&
         label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
           return IsLetter(c) || IsDigit(c) || c == '-';
         });
}

// The length of the label in Punycode (RFC 3492, section 6.3), without "xn--".
size_t PunycodeSize(const std::u32string& label) {
  constexpr uint32_t kBase = 36;
  constexpr uint32_t kMin = 1;
  constexpr uint32_t kMax = 26;
  uint32_t bias = 72;
  uint32_t delta = 0;
  char32_t n = 0x80;
  const auto basic = static_cast<size_t>(
      std::count_if(label.begin(), label.end(), [](char32_t c) { return c < 0x80; }));
  size_t size = basic + (basic > 0 ? 1 : 0);
  size_t handled = basic;
  while (handled < label.size()) {
    char32_t next = kMaxCodePoint;
    for (char32_t c : label) {
      if (c >= n) next = std::min(next, c);
    }
    delta += static_cast<uint32_t>((next - n) * (handled + 1));
    n = next;
    for (char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      uint32_t q = delta;
      for (uint32_t k = kBase;; k += kBase) {
        const uint32_t t = k <= bias ? kMin : std::min(k - bias, kMax);
        ++size;
        if (q < t) break;
        q = (q - t) / (kBase - t);
      }
      delta = handled == basic ? delta / 700 : delta / 2;
      delta += delta / static_cast<uint32_t>(handled + 1);
      uint32_t k = 0;
      for (; delta > (kBase - kMin) * kMax / 2; k += kBase) delta /= kBase - kMin;
      bias = k + (kBase - kMin + 1) * delta / (delta + 38);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return size;
}

bool Matches(const re2::RE2& pattern, std::string_view label) {
  return re2::RE2::PartialMatch({label.data(), label.size()}, pattern);
}

// A label consists of these (RFC 5892, sections 2.1 and 2.6), contextual ones included, and starts
// with no mark.
bool HasAllowedCharacters(std::string_view label) {
  static const auto* allowed = new re2::RE2(
      "^[-\\p{Ll}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}\\p{Nd}\\x{b7}\\x{375}\\x{5f3}\\x{5f4}\\x{30fb}"
      "\\x{200c}\\x{200d}\\x{6fd}\\x{6fe}\\x{f0b}\\x{3007}]+$");
  static const auto* leading_mark = new re2::RE2("^\\p{M}");
  return Matches(*allowed, label) && !Matches(*leading_mark, label);
}

// RFC 5892, appendix A.
bool ContextAllows(const std::u32string& label, std::string_view utf8) {
  static const auto* japanese = new re2::RE2("[\\p{Hiragana}\\p{Katakana}\\p{Han}]");
  // A virama must stand before a joiner; those of the scripts of India and around.
  static const auto* lone_joiner = new re2::RE2(
      "(?:^|[^\\x{94d}\\x{9cd}\\x{a4d}\\x{acd}\\x{b4d}\\x{bcd}\\x{c4d}\\x{ccd}\\x{d4d}"
      "\\x{dca}\\x{e3a}\\x{f84}\\x{1039}\\x{17d2}])[\\x{200c}\\x{200d}]");
  bool arabic_digits = false;
  bool extended_arabic_digits = false;
  for (size_t i = 0; i < label.size(); ++i) {
    arabic_digits = arabic_digits || (label[i] >= 0x660 && label[i] <= 0x669);
    extended_arabic_digits = extended_arabic_digits || (label[i] >= 0x6f0 && label[i] <= 0x6f9);
    const char32_t before = i > 0 ? label[i - 1] : 0;
    const char32_t after = i + 1 < label.size() ? label[i + 1] : 0;
    switch (label[i]) {
      case 0xb7:
        if (before != 'l' || after != 'l') return false;
        break;
      case 0x375:
        if (after < 0x370 || after > 0x3ff) return false;
        break;
      case 0x5f3:
      case 0x5f4:
        if (before < 0x591 || before > 0x5f4) return false;
        break;
      case 0x30fb:
        if (!Matches(*japanese, utf8)) return false;
        break;
      default:
        break;
    }
  }
  return !(arabic_digits && extended_arabic_digits) && !Matches(*lone_joiner, utf8);
}

bool IsULabel(std::string_view utf8) {
  std::u32string label;
  for (std::string_view rest = utf8; !rest.empty() && label.size() <= kMaxLabel;) {
    label.push_back(TakeCodePoint(&rest));
  }
  if (label.size() > kMaxLabel || label.front() == '-' || label.back() == '-') return false;
  if (label.size() > 3 && label[2] == '-' && label[3] == '-') return false;
  constexpr std::u32string_view kDisallowed =
      U"\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b";
  if (label.find_first_of(kDisallowed) != std::u32string::npos) return false;
  constexpr size_t kPrefix = 4;  // xn--
  return HasAllowedCharacters(utf8) && ContextAllows(label, utf8) &&
         PunycodeSize(label) + kPrefix <= kMaxLabel;
}

template <typename IsLabel>
bool AllLabels(std::string_view text, const IsLabel& is_label) {
  while (true) {
    const size_t dot = std::min(text.find('.'), text.size());
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == text.size()) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

bool IsHostname(std::string_view text) {
  return text.size() <= kMaxName && AllLabels(text, IsLdhLabel);
}

bool IsIdnHostname(std::string_view text) {
  constexpr size_t kMaxBytes = 4 * kMaxName;
  return text.size() <= kMaxBytes && AllLabels(text, [](std::string_view label) {
           return IsAscii(label) ? IsLdhLabel(label) : IsULabel(label);
         });
}

}  // namespace jsonl::schema

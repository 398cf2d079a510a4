#include "common/schema/ecma_escape.h"

#include <re2/re2.h>

#include <cstddef>
#include <optional>
#include <utility>

#include "common/schema/ascii.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

using Kind = EcmaEscape::Kind;

EcmaEscape Character(char32_t c) { return {Kind::kCharacter, c, {}, {}}; }
EcmaEscape Set(CodePointSet set) { return {Kind::kSet, 0, std::move(set), {}}; }
EcmaEscape Text(Kind kind, std::string text) { return {kind, 0, {}, std::move(text)}; }

// Takes exactly `count` hexadecimal digits.
std::optional<char32_t> TakeHex(std::string_view* rest, size_t count) {
  if (rest->size() < count) return std::nullopt;
  char32_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    const int digit = HexValue((*rest)[i]);
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<char32_t>(digit);
  }
  rest->remove_prefix(count);
  return value;
}

bool IsHighSurrogate(char32_t c) { return c >= 0xd800 && c < 0xdc00; }
bool IsLowSurrogate(char32_t c) { return c >= 0xdc00 && c < 0xe000; }

// After "\u".
EcmaEscape TakeUnicode(std::string_view* rest) {
  if (rest->substr(0, 1) == "{") {
    const size_t end = rest->find('}');
    if (end == std::string_view::npos || end < 2) return Text(Kind::kInvalid, "'\\u{' without '}'");
    std::string_view digits = rest->substr(1, end - 1);
    while (digits.size() > 6 && digits[0] == '0') digits.remove_prefix(1);
    const size_t size = digits.size();
    auto value = size <= 6 ? TakeHex(&digits, size) : std::nullopt;
    if (!value || *value > kMaxCodePoint)
      return Text(Kind::kInvalid, "'\\u{...}' is no code point");
    rest->remove_prefix(end + 1);
    if (*value >= 0xd800 && *value < 0xe000) return Set({});
    return Character(*value);
  }
  auto first = TakeHex(rest, 4);
  if (!first) return Text(Kind::kInvalid, "'\\u' without four hexadecimal digits");
  if (IsHighSurrogate(*first) && rest->substr(0, 2) == "\\u") {
    std::string_view ahead = rest->substr(2);
    auto second = TakeHex(&ahead, 4);
    if (second && IsLowSurrogate(*second)) {
      *rest = ahead;
      return Character(0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00));
    }
  }
  if (IsHighSurrogate(*first) || IsLowSurrogate(*first)) return Set({});
  return Character(*first);
}

// General categories by the long names of Unicode (PropertyValueAliases.txt); RE2 knows the short.
std::string_view ShortCategory(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"Letter", "L"},
      {"Lowercase_Letter", "Ll"},
      {"Uppercase_Letter", "Lu"},
      {"Titlecase_Letter", "Lt"},
      {"Modifier_Letter", "Lm"},
      {"Other_Letter", "Lo"},
      {"Mark", "M"},
      {"Combining_Mark", "M"},
      {"Nonspacing_Mark", "Mn"},
      {"Spacing_Mark", "Mc"},
      {"Enclosing_Mark", "Me"},
      {"Number", "N"},
      {"Decimal_Number", "Nd"},
      {"digit", "Nd"},
      {"Letter_Number", "Nl"},
      {"Other_Number", "No"},
      {"Punctuation", "P"},
      {"punct", "P"},
      {"Connector_Punctuation", "Pc"},
      {"Dash_Punctuation", "Pd"},
      {"Open_Punctuation", "Ps"},
      {"Close_Punctuation", "Pe"},
      {"Initial_Punctuation", "Pi"},
      {"Final_Punctuation", "Pf"},
      {"Other_Punctuation", "Po"},
      {"Symbol", "S"},
      {"Math_Symbol", "Sm"},
      {"Currency_Symbol", "Sc"},
      {"Modifier_Symbol", "Sk"},
      {"Other_Symbol", "So"},
      {"Separator", "Z"},
      {"Space_Separator", "Zs"},
      {"Line_Separator", "Zl"},
      {"Paragraph_Separator", "Zp"},
      {"Other", "C"},
      {"Control", "Cc"},
      {"cntrl", "Cc"},
      {"Format", "Cf"},
      {"Private_Use", "Co"},
  };
  for (const auto& [longer, shorter] : kNames) {
    if (name == longer) return shorter;
  }
  return name;
}

// After "\p" or "\P".
EcmaEscape TakeProperty(std::string_view* rest, bool negated) {
  const size_t end = rest->find('}');
  if (rest->substr(0, 1) != "{" || end == std::string_view::npos) {
    return Text(Kind::kInvalid, "'\\p' without '{...}'");
  }
  std::string_view name = rest->substr(1, end - 1);
  rest->remove_prefix(end + 1);
  if (name == "Any" || name == "ASCII") {
    CodePointSet set{{0, name == "Any" ? kMaxCodePoint : 0x7f}};
    return Set(negated ? set.Complement() : set);
  }
  for (std::string_view prefix : {"General_Category=", "gc=", "Script=", "sc="}) {
    if (name.substr(0, prefix.size()) == prefix) name.remove_prefix(prefix.size());
  }
  std::string text = text::Cat(negated ? "\\P{" : "\\p{", ShortCategory(name), "}");
  for (char c : name) {
    if (!IsLetter(c) && c != '_') return Text(Kind::kUnsupported, "this property");
  }
  if (!re2::RE2(text, re2::RE2::Quiet).ok()) return Text(Kind::kUnsupported, "this property");
  return Text(Kind::kProperty, std::move(text));
}

}  // namespace

EcmaEscape TakeEscape(std::string_view* rest, bool in_class) {
  if (rest->empty()) return Text(Kind::kInvalid, "a backslash at the end");
  const char c = rest->front();
  if (static_cast<unsigned char>(c) >= 0x80) return Character(TakeCodePoint(rest));
  rest->remove_prefix(1);
  switch (c) {
    case 'd':
      return Set(DigitSet());
    case 'D':
      return Set(DigitSet().Complement());
    case 's':
      return Set(SpaceSet());
    case 'S':
      return Set(SpaceSet().Complement());
    case 'w':
      return Set(WordSet());
    case 'W':
      return Set(WordSet().Complement());
    case 'b':
      return in_class ? Character('\b') : Text(Kind::kAssertion, "\\b");
    case 'B':
      if (!in_class) return Text(Kind::kAssertion, "\\B");
      break;
    case 't':
      return Character('\t');
    case 'n':
      return Character('\n');
    case 'v':
      return Character('\v');
    case 'f':
      return Character('\f');
    case 'r':
      return Character('\r');
    case 'c':
      if (rest->empty() || !IsLetter(rest->front())) break;
      rest->remove_prefix(1);
      return Character(static_cast<char32_t>((*rest).data()[-1]) % 32);
    case 'x':
      if (auto value = TakeHex(rest, 2)) return Character(*value);
      return Text(Kind::kInvalid, "'\\x' without two hexadecimal digits");
    case 'u':
      return TakeUnicode(rest);
    case 'p':
    case 'P':
      return TakeProperty(rest, c == 'P');
    case 'k':
      if (!in_class && rest->substr(0, 1) == "<" && rest->find('>') != std::string_view::npos) {
        rest->remove_prefix(rest->find('>') + 1);
        return Text(Kind::kBackreference, "");
      }
      break;
    case '0':
      if (rest->empty() || !IsDigit(rest->front())) return Character(0);
      break;
    default:
      if (!IsDigit(c) && !IsLetter(c)) return Character(static_cast<unsigned char>(c));
      if (!IsDigit(c) || in_class) break;
      while (!rest->empty() && IsDigit(rest->front())) rest->remove_prefix(1);
      return Text(Kind::kBackreference, "");
  }
  return Text(Kind::kInvalid, text::Cat("'\\", std::string(1, c), "' is no escape"));
}

}  // namespace jsonl::schema

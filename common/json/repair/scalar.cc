#include "common/json/repair/scalar.h"

#include <algorithm>
#include <charconv>

#include "common/json/repair/characters.h"

namespace jsonl::json {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool EqualsFolded(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(),
                                                [](char x, char y) { return Lower(x) == y; });
}

ScalarKind MendWord(std::string_view word, std::string* json) {
  if (word == "true" || word == "false" || word == "null") {
    json->assign(word);
    return ScalarKind::kAsWritten;
  }
  for (std::string_view literal : {"true", "false", "null"}) {
    if (!EqualsFolded(word, literal)) continue;
    json->assign(literal);
    return ScalarKind::kLiteral;
  }
  json->assign("null");
  if (EqualsFolded(word, "none")) return ScalarKind::kLiteral;
  if (word.starts_with('-') || word.starts_with('+')) word.remove_prefix(1);
  for (std::string_view name : {"nan", "infinity", "undefined"}) {
    if (EqualsFolded(word, name)) return ScalarKind::kNoJsonValue;
  }
  return ScalarKind::kNone;
}

// 0x1F, 0o17, 0b11, of at most 64 bits.
bool MendRadix(std::string_view digits, std::string* json) {
  if (digits.size() < 3 || digits[0] != '0') return false;
  const char mark = Lower(digits[1]);
  const int base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
  if (base == 0) return false;
  uint64_t value = 0;
  const char* end = digits.data() + digits.size();
  auto [stop, error] = std::from_chars(digits.data() + 2, end, value, base);
  if (error != std::errc() || stop != end) return false;
  json->append(std::to_string(value));
  return true;
}

// Takes digits from the front of *text, with underscores between them; false if there is none.
bool TakeDigits(std::string_view* text, std::string* digits) {
  const size_t before = digits->size();
  while (!text->empty()) {
    const bool joint =
        text->front() == '_' && digits->size() > before && text->size() > 1 && IsDigit((*text)[1]);
    if (!joint && !IsDigit(text->front())) break;
    if (!joint) digits->push_back(text->front());
    text->remove_prefix(1);
  }
  return digits->size() > before;
}

// `cut`: the end of the token may be missing.
ScalarKind MendNumber(std::string_view token, bool cut, std::string* json) {
  std::string_view rest = token;
  json->clear();
  if (rest.starts_with('-')) json->push_back('-');
  if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest.empty() || !(IsDigit(rest[0]) || rest[0] == '.')) return ScalarKind::kNone;
  if (MendRadix(rest, json)) return ScalarKind::kNumber;

  std::string digits;
  const bool whole = TakeDigits(&rest, &digits);
  const bool leading_zero = digits.size() > 1 && digits[0] == '0';
  json->append(digits.empty() ? "0" : digits);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    json->push_back('.');
    if (!TakeDigits(&rest, json)) {
      if (!whole) return ScalarKind::kNone;
      json->push_back('0');
    }
  } else if (!whole) {
    return ScalarKind::kNone;
  }
  if (!rest.empty() && Lower(rest[0]) == 'e') {
    std::string exponent(1, rest[0]);
    rest.remove_prefix(1);
    if (rest.starts_with('-') || rest.starts_with('+')) {
      exponent.push_back(rest[0]);
      rest.remove_prefix(1);
    }
    if (TakeDigits(&rest, &exponent)) {
      json->append(exponent);
    } else if (!cut || !rest.empty()) {
      return ScalarKind::kNone;
    }
  }
  if (!rest.empty()) return ScalarKind::kNone;
  if (leading_zero) return ScalarKind::kLeadingZero;
  return *json == token ? ScalarKind::kAsWritten : ScalarKind::kNumber;
}

}  // namespace

ScalarKind MendScalar(std::string_view token, std::string* json) {
  ScalarKind number = MendNumber(token, /*cut=*/false, json);
  return number != ScalarKind::kNone ? number : MendWord(token, json);
}

ScalarKind MendCutScalar(std::string_view token, std::string* json) {
  if (token == "-" || token == "+" || token == ".") {
    json->clear();
    return ScalarKind::kAsWritten;
  }
  if (ScalarKind number = MendNumber(token, /*cut=*/true, json); number != ScalarKind::kNone) {
    return number;
  }
  if (ScalarKind word = MendWord(token, json); word != ScalarKind::kNone) return word;
  for (std::string_view literal : {"true", "false", "null", "True", "False", "None"}) {
    if (token.empty() || !literal.starts_with(token)) continue;
    static_cast<void>(MendWord(literal, json));
    return ScalarKind::kLiteral;
  }
  return ScalarKind::kNone;
}

}  // namespace jsonl::json

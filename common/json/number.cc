#include "common/json/number.h"

#include <algorithm>

#include "common/text/strings.h"

namespace jsonl::json {
namespace {

constexpr size_t kWordDigits = 18;  // decimal digits that always fit in 63 bits
constexpr int64_t kWordLimit = 1'000'000'000'000'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view WithoutLeadingZeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

std::string_view WithoutTrailingZeros(std::string_view digits) {
  return digits.substr(0, digits.find_last_not_of('0') + 1);  // npos + 1 is 0
}

int64_t ToWord(std::string_view digits) {
  int64_t value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Adds 1 to a decimal number or takes 1 from it; it is above 0.
void Step(std::string* digits, bool up) {
  for (size_t i = digits->size(); i-- > 0;) {
    char& c = (*digits)[i];
    if (c != (up ? '9' : '0')) {
      c = static_cast<char>(up ? c + 1 : c - 1);
      return;
    }
    c = up ? '0' : '9';
  }
  digits->insert(digits->begin(), '1');
}

// The order of exponents that are far from 0, in decimal without leading zeros; an empty one stands
// for any that is near.
std::strong_ordering CompareIntegers(std::string_view a, std::string_view b) {
  auto sign = [](std::string_view text) { return text.empty() ? 0 : text[0] == '-' ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  std::strong_ordering magnitude = a.size() <=> b.size();
  if (magnitude == 0) magnitude = a.compare(b) <=> 0;
  return sign(a) < 0 ? 0 <=> magnitude : magnitude;
}

// The value of an integer of at most 18 digits in plain form; false when `raw` is something else.
bool ShortInteger(std::string_view raw, int64_t* value) {
  const bool negative = raw[0] == '-';
  if (raw.size() - negative > kWordDigits) return false;
  int64_t sum = 0;
  for (size_t i = negative; i < raw.size(); ++i) {
    if (!IsDigit(raw[i])) return false;
    sum = sum * 10 + (raw[i] - '0');
  }
  *value = negative ? -sum : sum;
  return true;
}

hash::Fingerprint IntegerFingerprint(int64_t value, uint64_t seed) {
  return hash::HashWord(static_cast<uint64_t>(value), seed);
}

}  // namespace

Decimal::Decimal(std::string_view raw) {
  negative_ = raw[0] == '-';
  raw.remove_prefix(negative_);
  size_t mark = std::min(raw.find_first_of("eE"), raw.size());
  std::string_view exponent = raw.substr(std::min(mark + 1, raw.size()));
  std::string_view digits = raw.substr(0, mark);
  size_t point = std::min(digits.find('.'), digits.size());
  head_ = WithoutLeadingZeros(digits.substr(0, point));
  tail_ = WithoutTrailingZeros(digits.substr(std::min(point + 1, digits.size())));
  auto adjustment = static_cast<int64_t>(head_.size());
  if (head_.empty()) {
    std::string_view rest = WithoutLeadingZeros(tail_);
    adjustment = -static_cast<int64_t>(tail_.size() - rest.size());
    tail_ = rest;
  }
  if (tail_.empty()) head_ = WithoutTrailingZeros(head_);
  if (is_zero()) {
    negative_ = false;
  } else {
    SetExponent(exponent, adjustment);
  }
}

// The exponent is the sum of `text`, which may be empty or of any length, and `adjustment`, which
// is no longer than a text and so far below 10^18.
void Decimal::SetExponent(std::string_view text, int64_t adjustment) {
  const bool minus = !text.empty() && text[0] == '-';
  if (!text.empty() && !IsDigit(text[0])) text.remove_prefix(1);
  text = WithoutLeadingZeros(text);
  if (text.size() <= kWordDigits) {
    exponent_ = (minus ? -ToWord(text) : ToWord(text)) + adjustment;
    if (exponent_ <= -kWordLimit || exponent_ >= kWordLimit) {
      far_exponent_ = text::Cat(exponent_);
      exponent_ = 0;
    }
    return;
  }
  // The magnitude in two parts, the lower one of 18 digits; it keeps its sign.
  std::string upper(text.substr(0, text.size() - kWordDigits));
  int64_t lower = ToWord(text.substr(upper.size())) + (minus ? -adjustment : adjustment);
  if (lower < 0 || lower >= kWordLimit) {
    Step(&upper, /*up=*/lower >= 0);
    lower += lower < 0 ? kWordLimit : -kWordLimit;
  }
  std::string_view rest = WithoutLeadingZeros(upper);
  if (rest.empty()) {
    exponent_ = minus ? -lower : lower;
    return;
  }
  std::string low = text::Cat(lower);
  text::Append(&far_exponent_, minus ? "-" : "", rest, std::string(kWordDigits - low.size(), '0'),
               low);
}

std::string Decimal::LeadingExponent() const {
  if (near()) return text::Cat(exponent_ - 1);
  const bool minus = far_exponent_[0] == '-';
  std::string digits = far_exponent_.substr(minus);
  Step(&digits, /*up=*/minus);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return minus ? "-" + digits : digits;
}

bool operator==(const Decimal& a, const Decimal& b) {
  if (a.negative_ != b.negative_ || a.exponent_ != b.exponent_ ||
      a.digit_count() != b.digit_count() || a.far_exponent_ != b.far_exponent_) {
    return false;
  }
  for (uint64_t i = 0; i < a.digit_count(); ++i) {
    if (a.digit(i) != b.digit(i)) return false;
  }
  return true;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  using Order = std::strong_ordering;
  auto sign = [](const Decimal& d) { return d.is_zero() ? 0 : d.negative_ ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  if (a.is_zero()) return Order::equal;
  Order magnitude = CompareIntegers(a.far_exponent_, b.far_exponent_);
  if (magnitude == 0) magnitude = a.exponent_ <=> b.exponent_;
  const uint64_t common = std::min(a.digit_count(), b.digit_count());
  for (uint64_t i = 0; i < common && magnitude == 0; ++i) magnitude = a.digit(i) <=> b.digit(i);
  if (magnitude == 0) magnitude = a.digit_count() <=> b.digit_count();
  return a.negative_ ? 0 <=> magnitude : magnitude;
}

hash::Fingerprint NumberFingerprint(std::string_view raw, uint64_t seed) {
  int64_t integer;
  if (ShortInteger(raw, &integer)) return IntegerFingerprint(integer, seed);

  const Decimal number(raw);
  const uint64_t count = number.digit_count();
  auto word = [&number, count](uint64_t from) {
    int64_t value = 0;
    for (uint64_t i = from; i < std::min(count, from + kWordDigits); ++i) {
      value = value * 10 + (number.digit(i) - '0');
    }
    return value;
  };
  int64_t digits = word(0);
  if (number.is_zero()) return IntegerFingerprint(0, seed);
  // 1.0 and 1e3 are integers too.
  if (number.near() && number.exponent() >= static_cast<int64_t>(count) &&
      number.exponent() <= static_cast<int64_t>(kWordDigits)) {
    for (auto i = static_cast<int64_t>(count); i < number.exponent(); ++i) digits *= 10;
    return IntegerFingerprint(number.negative() ? -digits : digits, seed);
  }
  const uint64_t words[3] = {static_cast<uint64_t>(digits),
                             static_cast<uint64_t>(number.exponent()),
                             count << 1 | (number.negative() ? 1 : 0)};
  hash::Fingerprint result =
      hash::Hash({reinterpret_cast<const char*>(words), sizeof(words)}, seed);
  for (uint64_t i = kWordDigits; i < count; i += kWordDigits) {
    result = hash::Mix(result, hash::HashWord(static_cast<uint64_t>(word(i)), seed));
  }
  if (!number.near()) result = hash::Mix(result, hash::Hash(number.far_exponent(), seed));
  return result;
}

}  // namespace jsonl::json

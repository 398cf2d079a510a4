#include "common/schema/number.h"

#include <algorithm>
#include <cstdlib>

#include "common/json/number.h"

namespace jsonl::schema {
namespace {

constexpr int kShortDigits = 18;
constexpr int64_t kMaxExponent = 100'000'000'000'000'000;

__extension__ using Int128 = __int128;

constexpr int64_t kPowersOfTen[kShortDigits + 1] = {
    1,
    10,
    100,
    1'000,
    10'000,
    100'000,
    1'000'000,
    10'000'000,
    100'000'000,
    1'000'000'000,
    10'000'000'000,
    100'000'000'000,
    1'000'000'000'000,
    10'000'000'000'000,
    100'000'000'000'000,
    1'000'000'000'000'000,
    10'000'000'000'000'000,
    100'000'000'000'000'000,
    1'000'000'000'000'000'000,
};

}  // namespace

Number::Number(std::string_view raw) : raw_(raw) {
  const bool negative = raw[0] == '-';
  if (raw.size() > kShortDigits + 1) return;  // with a point or a sign
  int64_t value = 0;
  size_t point = raw.size();
  int digits = 0;
  for (size_t i = negative; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      if (++digits > kShortDigits) return;
    } else if (c == '.') {
      point = i;
    } else {
      return;  // an exponent
    }
  }
  short_ = negative ? -value : value;
  scale_ = static_cast<int8_t>(point == raw.size() ? 0 : raw.size() - point - 1);
}

bool Number::IsInteger() const {
  if (scale_ == 0) return true;
  if (scale_ != kNotShort) return short_ % kPowersOfTen[scale_] == 0;
  const json::Decimal decimal(raw_);
  if (decimal.is_zero()) return true;
  if (!decimal.near()) return decimal.far_exponent()[0] != '-';
  return decimal.exponent() >= 0 &&
         static_cast<uint64_t>(decimal.exponent()) >= decimal.digit_count();
}

uint64_t Number::ToInteger() const {
  if (scale_ == 0) return static_cast<uint64_t>(short_);
  const json::Decimal decimal(raw_);
  uint64_t value = 0;
  for (int64_t i = 0; i < decimal.exponent(); ++i) {
    const auto at = static_cast<uint64_t>(i);
    const char digit = at < decimal.digit_count() ? decimal.digit(at) : '0';
    value = value * 10 + static_cast<uint64_t>(digit - '0');
  }
  return value;
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  if (a.scale_ == b.scale_ && a.scale_ != Number::kNotShort) return a.short_ <=> b.short_;
  if (a.scale_ != Number::kNotShort && b.scale_ != Number::kNotShort) {
    return Int128{a.short_} * kPowersOfTen[b.scale_] <=> Int128{b.short_} * kPowersOfTen[a.scale_];
  }
  return json::Decimal(a.raw_) <=> json::Decimal(b.raw_);
}

std::optional<Divisor> Divisor::From(std::string_view raw) {
  const json::Decimal decimal(raw);
  if (decimal.digit_count() > kMaxDigits || !decimal.near() ||
      std::abs(decimal.exponent()) > kMaxExponent) {
    return std::nullopt;
  }
  Divisor divisor;
  divisor.digits_ = 0;
  for (uint64_t i = 0; i < decimal.digit_count(); ++i) {
    divisor.digits_ = divisor.digits_ * 10 + static_cast<Word128>(decimal.digit(i) - '0');
  }
  divisor.exponent_ = decimal.exponent() - static_cast<int64_t>(decimal.digit_count());
  return divisor;
}

bool Divisor::Divides(const Number& number) const {
  if (exponent_ == 0 && number.scale_ == 0 && digits_ <= INT64_MAX) {
    return number.short_ % static_cast<int64_t>(digits_) == 0;
  }
  const json::Decimal decimal(number.raw_);
  if (decimal.is_zero()) return true;
  // The number is its digits x 10^shift in units of 10^exponent_. The digits do not end in 0.
  constexpr int64_t kEnough = 128;  // 10^128 has every factor 2 or 5 that 36 digits can have
  int64_t shift = kEnough;
  if (decimal.near()) {
    shift = decimal.exponent() - static_cast<int64_t>(decimal.digit_count()) - exponent_;
  } else if (decimal.far_exponent()[0] == '-') {
    return false;
  }
  if (shift < 0) return false;
  Word128 rest = 0;
  for (uint64_t i = 0; i < decimal.digit_count(); ++i) {
    rest = (rest * 10 + static_cast<Word128>(decimal.digit(i) - '0')) % digits_;
  }
  for (int64_t i = std::min(shift, kEnough); i > 0 && rest != 0; --i) rest = rest * 10 % digits_;
  return rest == 0;
}

}  // namespace jsonl::schema

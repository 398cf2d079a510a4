#include "common/text/decimal.h"

#include <charconv>

#include "common/text/strings.h"

namespace jsonl::text {
namespace {

__extension__ using Word128 = unsigned __int128;

constexpr int kMaxDigits = 18;

uint64_t PowerOfTen(int exponent) {
  uint64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

absl::StatusOr<Decimal> Decimal::Parse(std::string_view text) {
  auto fail = [text] {
    return absl::InvalidArgumentError(
        Cat("'", text, "' is no decimal number like 0.4 or 2, of at most 18 digits"));
  };
  std::string_view mantissa = text;
  int exponent = 0;
  if (size_t e = text.find_first_of("eE"); e != text.npos) {
    mantissa = text.substr(0, e);
    std::string_view tail = text.substr(e + 1);
    if (!tail.empty() && tail[0] == '+') tail.remove_prefix(1);
    auto [end, error] = std::from_chars(tail.data(), tail.data() + tail.size(), exponent);
    if (error != std::errc() || end != tail.data() + tail.size()) return fail();
    if (exponent > kMaxDigits || exponent < -kMaxDigits) return fail();
  }
  uint64_t digits = 0;
  int decimals = 0;
  int significant = 0;
  bool point = false;
  bool any = false;
  for (char c : mantissa) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return fail();
    any = true;
    if (digits > 0 || c != '0') ++significant;
    if (significant > kMaxDigits) return fail();
    digits = digits * 10 + static_cast<uint64_t>(c - '0');
    decimals += point ? 1 : 0;
  }
  decimals -= exponent;
  while (digits % 10 == 0 && digits > 0 && decimals > 0) {
    digits /= 10;
    --decimals;
  }
  if (digits == 0) decimals = 0;
  for (; decimals < 0; ++decimals) {
    if (digits > PowerOfTen(kMaxDigits - 1)) return fail();
    digits *= 10;
  }
  if (!any || decimals > kMaxDigits) return fail();
  return Decimal(digits, PowerOfTen(decimals), std::string(text));
}

uint64_t Decimal::FloorOf(uint64_t n) const {
  Word128 product = Word128{n} * digits_ / scale_;
  return product > UINT64_MAX ? UINT64_MAX : static_cast<uint64_t>(product);
}

uint64_t Decimal::RestOf(uint64_t n) const {
  return static_cast<uint64_t>(Word128{n} * (digits_ % scale_) / scale_);
}

uint64_t Decimal::ShareOfHashes() const {
  if (digits_ >= scale_) return UINT64_MAX;
  return static_cast<uint64_t>((Word128{digits_} << 64) / scale_);
}

uint64_t Decimal::InQuintillionths() const { return digits_ * (PowerOfTen(kMaxDigits) / scale_); }

uint64_t Decimal::QuotientOf(uint64_t n) const {
  const Word128 quotient = Word128{n} * scale_ / digits_;
  return quotient > UINT64_MAX ? UINT64_MAX : static_cast<uint64_t>(quotient);
}

bool Decimal::SumToOne(const std::vector<Decimal>& parts) {
  const uint64_t unit = PowerOfTen(kMaxDigits);
  Word128 sum = 0;
  for (const Decimal& part : parts) sum += Word128{part.digits_} * (unit / part.scale_);
  return sum == unit;
}

}  // namespace jsonl::text

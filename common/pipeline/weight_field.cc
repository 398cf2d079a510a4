#include "common/pipeline/weight_field.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <string>

#include "common/text/binary_log.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::pipeline {
namespace {

__extension__ using Word128 = unsigned __int128;

constexpr double kMinWeight = 1e-300;
constexpr double kMaxWeight = 1e300;
constexpr int kMantissaBits = 52;

}  // namespace

std::optional<report::Finding> WeightField::Read(json::Value root, double* weight) const {
  const json::Value value = path_.Find(root);
  if (!value) {
    return report::Finding{report::Code::kMissingField, path_.Pointer(),
                           text::Cat("Missing '", path_.text(), "' field, which is the weight")};
  }
  const std::string_view raw = value.raw();
  std::string_view why = "a number";
  if (value.is_number()) {
    double number = 0;
    const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), number);
    if (error == std::errc()) {
      *weight = std::fabs(number);  // -0 is 0
      if (number == 0 || (number >= kMinWeight && number <= kMaxWeight)) return std::nullopt;
    }
    why = raw[0] == '-' ? "a number that is not negative" : "0, or from 1e-300 to 1e300";
  }
  return report::Finding{
      report::Code::kWrongType, path_.Pointer(),
      text::Cat("Weight '", path_.text(), "' must be ", why, ", not ", text::Shortened(raw))};
}

hash::Fingerprint WeightedRank(hash::Fingerprint rank, double weight) {
  if (weight == 0) return kNeverChosen;
  // -log2(1 - high / 2^64): the lower the hash, the lower it is. At least 1.
  const uint64_t log = (uint64_t{64} << text::kLogBits) -
                       text::BinaryLog(std::max<uint64_t>(UINT64_MAX - rank.high, 1));
  int log_exponent = 0, weight_exponent = 0;
  const double quotient =
      std::frexp(static_cast<double>(log), &log_exponent) / std::frexp(weight, &weight_exponent);
  // Doubles above 0 are ordered as their bits are. The exponent has room for one bit more in place
  // of the sign, so that nothing overflows or is rounded to 0.
  constexpr int kLift = 1200;
  return {std::bit_cast<uint64_t>(quotient) +
              (static_cast<uint64_t>(log_exponent - weight_exponent + kLift) << kMantissaBits),
          rank.low};
}

uint64_t WeightedShare(uint64_t share, double weight) {
  int exponent = 0;
  const double mantissa = std::frexp(weight, &exponent);  // in [1/2, 1), or 0
  const auto digits = static_cast<uint64_t>(std::ldexp(mantissa, kMantissaBits + 1));
  const Word128 product = Word128{share} * digits;  // below 2^117
  exponent -= kMantissaBits + 1;
  if (exponent <= -128 || product == 0) return 0;
  if (exponent <= 0) {
    const Word128 floor = product >> -exponent;
    return floor > UINT64_MAX ? UINT64_MAX : static_cast<uint64_t>(floor);
  }
  // The digits are at least 2^52.
  return exponent >= 12 || product >> (64 - exponent) != 0
             ? UINT64_MAX
             : static_cast<uint64_t>(product << exponent);
}

}  // namespace jsonl::pipeline

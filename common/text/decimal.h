// Decimal fractions, taken as they are written: floor(n * 0.29) for n = 100 is 29, not 28.

#ifndef JSONL_COMMON_TEXT_DECIMAL_H_
#define JSONL_COMMON_TEXT_DECIMAL_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace jsonl::text {

// A non-negative number of at most 18 significant digits, below 10^18 and with at most 18 decimals.
class Decimal {
 public:
  // "0.4", "2", ".5", "1e-3". INVALID_ARGUMENT otherwise.
  static absl::StatusOr<Decimal> Parse(std::string_view text);

  // The greatest whole number not above n times this. Of a product past 2^64 the largest number.
  uint64_t FloorOf(uint64_t n) const;
  // The whole part, and floor(n * value) - n * whole: what is left for a part of n.
  uint64_t whole() const { return digits_ / scale_; }
  uint64_t RestOf(uint64_t n) const;
  // floor(value * 2^64), of a value of at most 1; of 1, the largest number.
  uint64_t ShareOfHashes() const;
  bool AtMostOne() const { return digits_ <= scale_; }
  bool IsZero() const { return digits_ == 0; }
  // The value times 10^18, exactly, of a value of at most 1.
  uint64_t InQuintillionths() const;
  // floor(n / value) of a value above 0. Past 2^64 the largest number.
  uint64_t QuotientOf(uint64_t n) const;
  double ToDouble() const { return static_cast<double>(digits_) / static_cast<double>(scale_); }

  // As written.
  const std::string& text() const { return text_; }

  // Whether they add up to exactly 1.
  static bool SumToOne(const std::vector<Decimal>& parts);

 private:
  Decimal(uint64_t digits, uint64_t scale, std::string text)
      : digits_(digits), scale_(scale), text_(std::move(text)) {}

  uint64_t digits_;  // the value is digits_ / scale_
  uint64_t scale_;   // a power of ten, at most 10^18
  std::string text_;
};

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_DECIMAL_H_

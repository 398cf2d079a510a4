// The exact decimal value of a JSON number, for equality, order and hashing.
//
// 1, 1.0, 1e0 and 10e-1 are one value, and so are 0 and -0; 9007199254740993 and ...992, which one
// double stands for, are two. Numbers of any size have a value: nothing overflows, however many
// digits the number or its exponent has.

#ifndef JSONL_COMMON_JSON_NUMBER_H_
#define JSONL_COMMON_JSON_NUMBER_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/hash/fingerprint.h"

namespace jsonl::json {

// A number as sign, digits and exponent: 0.DIGITS x 10^exponent, where DIGITS neither starts nor
// ends with a zero; zero has none.
class Decimal {
 public:
  // `raw` is a number by RFC 8259, section 6 (Value::raw of one); the Decimal refers to it.
  explicit Decimal(std::string_view raw);

  bool negative() const { return negative_; }
  bool is_zero() const { return digit_count() == 0; }
  uint64_t digit_count() const { return head_.size() + tail_.size(); }
  char digit(uint64_t i) const { return i < head_.size() ? head_[i] : tail_[i - head_.size()]; }
  // Whether the exponent is below 10^18, as it is in any number that someone meant.
  bool near() const { return far_exponent_.empty(); }
  int64_t exponent() const { return exponent_; }                     // of a near number
  const std::string& far_exponent() const { return far_exponent_; }  // in decimal, otherwise

  // The exponent that scientific notation has, with one digit before the point, in decimal.
  std::string LeadingExponent() const;

  // Equal values.
  friend bool operator==(const Decimal& a, const Decimal& b);
  // By value: the sign, the exponent and the digits decide, in this order.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

 private:
  void SetExponent(std::string_view text, int64_t adjustment);

  bool negative_ = false;
  std::string_view head_;  // digits before the point
  std::string_view tail_;  // digits after it
  int64_t exponent_ = 0;
  std::string far_exponent_;  // allocated only where it is used
};

// A fingerprint of the number's value: equal for equal values. Frozen, as hash::Hash is.
hash::Fingerprint NumberFingerprint(std::string_view raw, uint64_t seed = 0);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_NUMBER_H_

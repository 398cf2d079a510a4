// What keywords ask of numbers, answered exactly for numbers of any size (JSON Schema Validation,
// section 6.2).

#ifndef JSONL_COMMON_SCHEMA_NUMBER_H_
#define JSONL_COMMON_SCHEMA_NUMBER_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jsonl::schema {

// A number as written, read far enough for quick answers. Refers to its text.
class Number {
 public:
  // `raw` is a number by RFC 8259, section 6.
  explicit Number(std::string_view raw);

  // Whether it has no fractional part: 1.0 and 1e3 are integers.
  bool IsInteger() const;
  // The value of an integer from 0 to 2^62.
  uint64_t ToInteger() const;
  std::string_view raw() const { return raw_; }

  friend std::strong_ordering operator<=>(const Number& a, const Number& b);
  friend bool operator==(const Number& a, const Number& b) { return (a <=> b) == 0; }

 private:
  friend class Divisor;

  std::string_view raw_;
  // When scale_ is not kNotShort, the value is short_ / 10^scale_; both of at most 18 digits.
  static constexpr int8_t kNotShort = -1;
  int64_t short_ = 0;
  int8_t scale_ = kNotShort;
};

// The value of multipleOf.
class Divisor {
 public:
  // The most significant digits a divisor may have.
  static constexpr int kMaxDigits = 36;

  // `raw` is a number above 0; nothing when it has too many digits, or an exponent past 10^17.
  static std::optional<Divisor> From(std::string_view raw);

  // Whether `number` is a whole multiple of it.
  bool Divides(const Number& number) const;

 private:
  __extension__ using Word128 = unsigned __int128;

  Word128 digits_ = 1;  // the value is digits_ x 10^exponent_
  int64_t exponent_ = 0;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_NUMBER_H_

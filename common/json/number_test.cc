#include "common/json/number.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace jsonl::json {
namespace {

bool SameValue(const std::string& a, const std::string& b) {
  bool same = Decimal(a) == Decimal(b);
  EXPECT_EQ(NumberFingerprint(a) == NumberFingerprint(b), same) << a << " " << b;
  EXPECT_EQ(NumberFingerprint(a, 5) == NumberFingerprint(b, 5), same) << a << " " << b;
  return same;
}

// Every row holds spellings of one value, and no two rows the same value.
const std::vector<std::vector<std::string>>& Rows() {
  static const auto* rows = new std::vector<std::vector<std::string>>{
      {"0", "-0", "0.0", "-0.000", "0e5", "0E+999999999999999999999", "-0e-1"},
      {"1", "1.0", "1e0", "10e-1", "0.1e1", "1.000e+0", "100E-2", "0.01e2", "1e-0", "1e00"},
      {"-1", "-1.0", "-10e-1"},
      {"10", "1e1", "10.0", "1E+01"},
      {"1000", "1e3", "1.000e3", "0.001e6"},
      {"0.1", "1e-1", "0.10", "0.01e1", "10e-2"},
      {"0.5", "5e-1"},
      {"1.5", "15e-1", "1.50", "0.15e1", "150e-2"},
      {"1.05"},
      {"15"},
      {"105"},
      {"9007199254740992", "9007199254740992.0"},
      {"9007199254740993", "9007199254740.993e3"},
      {"18446744073709551615"},
      {"18446744073709551616", "1844674407370955161.6e1"},
      {"-18446744073709551616"},
      {"999999999999999999", "999999999999999999.0"},
      {"1000000000000000000", "1e18"},
      {"10000000000000000000", "1e19", "10000000000000000000.0"},
      {"123456789012345678901234567890", "1.23456789012345678901234567890e29"},
      {"123456789012345678901234567891"},
      {"123456789012345678901234567890123456789012345678901234567890"},
      {"12345678901234567800000000000000000005"},
      {"1234567890123456780000000000000000005"},
      {"0.1000000000000000055511151231257827021181583404541015625"},
      {"1e999", "10e998", "0.1e1000"},
      {"1e998"},
      {"-1e999"},
      {"1e-999", "0.1e-998"},
      {"1e999999999999999998"},
      {"1e999999999999999999", "10e999999999999999998", "0.1e1000000000000000000"},
      {"1e1000000000000000000", "10e999999999999999999"},
      {"0.00001e1000000000000000000", "1e999999999999999995"},
      {"1e99999999999999999999", "0.1e100000000000000000000", "1e+0099999999999999999999"},
      {"1e99999999999999999998", "10e99999999999999999997"},
      {"1e100000000000000000000", "10e99999999999999999999"},
      {"1e-99999999999999999999", "10e-100000000000000000000"},
      {"1e-100000000000000000000", "0.1e-99999999999999999999"},
      {"2e-100000000000000000000"},
      {"1e-1000000000000000000", "0.1e-999999999999999999", "10e-1000000000000000001"},
      {"1e-999999999999999999"},
  };
  return *rows;
}

TEST(DecimalTest, IsOneValueHoweverSpelled) {
  std::vector<std::pair<size_t, std::string>> all;
  for (size_t row = 0; row < Rows().size(); ++row) {
    for (const std::string& text : Rows()[row]) all.emplace_back(row, text);
  }
  for (const auto& [row_a, a] : all) {
    for (const auto& [row_b, b] : all) {
      EXPECT_EQ(SameValue(a, b), row_a == row_b) << a << " and " << b;
    }
  }
}

TEST(DecimalTest, IsOrderedByValue) {
  const std::vector<std::string> ascending = {"-1e99999999999999999999",
                                              "-1e1000000000000000000",
                                              "-12345678901234567891",
                                              "-12345678901234567890",
                                              "-2",
                                              "-1.5",
                                              "-1e-5",
                                              "-1e-1000000000000000000",
                                              "-1e-99999999999999999999",
                                              "0",
                                              "1e-99999999999999999999",
                                              "1e-1000000000000000000",
                                              "1e-999",
                                              "0.09",
                                              "0.1",
                                              "0.11",
                                              "1",
                                              "1.05",
                                              "1.5",
                                              "2",
                                              "10",
                                              "18446744073709551615",
                                              "18446744073709551616",
                                              "1e999",
                                              "9e999999999999999997",
                                              "1e1000000000000000000",
                                              "9e1000000000000000000",
                                              "1e99999999999999999999"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(Decimal(ascending[i]) <=> Decimal(ascending[j]), i <=> j)
          << ascending[i] << " and " << ascending[j];
    }
  }
}

TEST(DecimalTest, NormalisesSignDigitsAndExponent) {
  Decimal number("-0012.3400e5");  // leading zeros are no JSON, and do no harm
  EXPECT_TRUE(number.negative());
  EXPECT_EQ(number.digit_count(), 4);
  EXPECT_EQ(number.digit(0), '1');
  EXPECT_EQ(number.digit(3), '4');
  EXPECT_EQ(number.exponent(), 7);
  EXPECT_TRUE(number.near());
  EXPECT_EQ(Decimal("1e99999999999999999999").far_exponent(), "100000000000000000000");
  EXPECT_EQ(Decimal("1e-100000000000000000000").far_exponent(), "-99999999999999999999");
}

TEST(DecimalTest, HasTheExponentOfScientificNotation) {
  for (auto [text, exponent] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"1", "0"},
           {"123.4", "2"},
           {"0.001", "-3"},
           {"1e1000000000000000000", "1000000000000000000"},
           {"1e-1000000000000000000", "-1000000000000000000"},
           {"10e-100000000000000000000", "-99999999999999999999"},
           {"1e100000000000000000000", "100000000000000000000"},
       }) {
    EXPECT_EQ(Decimal(text).LeadingExponent(), exponent) << text;
  }
}

// Moving the point and adjusting the exponent keeps the value; changing a digit does not.
TEST(DecimalTest, PropertySpellings) {
  std::mt19937_64 random(1);
  auto below = [&random](uint64_t n) { return random() % n; };
  for (int round = 0; round < 20000; ++round) {
    size_t size = 1 + below(below(4) == 0 ? 60 : 12);
    std::string digits;
    for (size_t i = 0; i < size; ++i) digits += static_cast<char>('0' + below(10));
    digits[0] = static_cast<char>('1' + below(9));
    int64_t exponent = static_cast<int64_t>(below(40)) - 20;
    std::string sign = below(2) == 0 ? "-" : "";
    auto spell = [&](const std::string& d) {
      size_t point = below(d.size() + 1);  // digits before the point
      std::string zeros(below(3), '0');
      int64_t e = exponent + static_cast<int64_t>(d.size() - point);
      std::string out = sign + (point == 0 ? "0" : d.substr(0, point));
      std::string fraction = d.substr(point) + zeros;
      if (!fraction.empty()) out += "." + fraction;
      if (e != 0 || below(2) == 0) out += (below(2) == 0 ? "e" : "E") + std::to_string(e);
      return out;
    };
    std::string a = spell(digits);
    ASSERT_TRUE(SameValue(a, spell(digits))) << a;
    std::string other = digits;
    size_t at = below(size);
    other[at] = static_cast<char>(other[at] == '9' ? '1' : other[at] + 1);
    ASSERT_FALSE(SameValue(a, spell(other))) << a;
    ++exponent;
    ASSERT_FALSE(SameValue(a, spell(digits))) << a;
  }
}

TEST(NumberFingerprintTest, IsFrozen) {
  EXPECT_EQ(NumberFingerprint("1"), hash::HashWord(1));
  EXPECT_EQ(NumberFingerprint("-1", 9), hash::HashWord(~uint64_t{0}, 9));
  EXPECT_EQ(NumberFingerprint("0.5"), (hash::Fingerprint{0x7a07b0d8367ef0bb, 0x71758f5fb0a97660}));
  EXPECT_EQ(NumberFingerprint("123456789012345678901234567890"),
            (hash::Fingerprint{0x3881b027b01ad0a7, 0xc6d597bed8415d4d}));
  EXPECT_EQ(NumberFingerprint("-1e99999999999999999999", 1),
            (hash::Fingerprint{0x3337f8185e9ed188, 0x0e46d1ef0512d372}));
}

}  // namespace
}  // namespace jsonl::json

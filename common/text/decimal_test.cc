#include "common/text/decimal.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace jsonl::text {
namespace {

Decimal Parsed(const std::string& text) {
  absl::StatusOr<Decimal> decimal = Decimal::Parse(text);
  EXPECT_TRUE(decimal.ok()) << decimal.status();
  return *decimal;
}

TEST(DecimalTest, IsExactWhereBinaryFractionsMislead) {
  EXPECT_EQ(Parsed("0.29").FloorOf(100), 29u);
  EXPECT_EQ(Parsed("0.57").FloorOf(100), 57u);
  EXPECT_EQ(Parsed("1.15").FloorOf(100), 115u);
  EXPECT_EQ(Parsed("0.1").FloorOf(30), 3u);
  EXPECT_EQ(Parsed("0.4").FloorOf(10000), 4000u);
  EXPECT_EQ(Parsed("1e-3").FloorOf(2999), 2u);
  EXPECT_EQ(Parsed(".5").FloorOf(3), 1u);
  EXPECT_EQ(Parsed("2.0").FloorOf(7), 14u);
  EXPECT_EQ(Parsed("1e3").FloorOf(7), 7000u);
}

TEST(DecimalTest, WholeAndRestMakeTheFloor) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 100000; ++i) {
    uint64_t thousandths = random() % 5000;
    uint64_t n = random() % 1000000;
    std::string digits = std::to_string(thousandths % 1000);
    std::string text =
        std::to_string(thousandths / 1000) + "." + std::string(3 - digits.size(), '0') + digits;
    Decimal rate = Parsed(text);
    ASSERT_EQ(rate.FloorOf(n), n * thousandths / 1000) << text << " of " << n;
    ASSERT_EQ(rate.whole() * n + rate.RestOf(n), rate.FloorOf(n)) << text << " of " << n;
  }
}

TEST(DecimalTest, RefusesWhatIsNoDecimal) {
  for (const char* text : {"", ".", "-1", "+1", "0.4.2", "40%", "1e", "0x1", "nan", "1e99",
                           "1234567890123456789", " 1", "1,5"}) {
    EXPECT_FALSE(Decimal::Parse(text).ok()) << text;
  }
}

TEST(DecimalTest, SharesOfHashes) {
  EXPECT_EQ(Parsed("0").ShareOfHashes(), 0u);
  EXPECT_EQ(Parsed("0.5").ShareOfHashes(), uint64_t{1} << 63);
  EXPECT_EQ(Parsed("1").ShareOfHashes(), UINT64_MAX);
}

TEST(DecimalTest, PartsOfOneInWholeNumbers) {
  EXPECT_EQ(Parsed("0.4").InQuintillionths(), 400000000000000000u);
  EXPECT_EQ(Parsed("1").InQuintillionths(), 1000000000000000000u);
  EXPECT_EQ(Parsed("1e-18").InQuintillionths(), 1u);
}

TEST(DecimalTest, Quotients) {
  EXPECT_EQ(Parsed("0.1").QuotientOf(3), 30u);
  EXPECT_EQ(Parsed("3.3").QuotientOf(10), 3u);
  EXPECT_EQ(Parsed("7").QuotientOf(UINT64_MAX), UINT64_MAX / 7);
  EXPECT_EQ(Parsed("0.5").QuotientOf(UINT64_MAX), UINT64_MAX);
}

TEST(DecimalTest, SumsAreExact) {
  EXPECT_TRUE(Decimal::SumToOne({Parsed("0.9"), Parsed("0.05"), Parsed("0.05")}));
  EXPECT_TRUE(Decimal::SumToOne({Parsed("0.7"), Parsed("0.1"), Parsed("0.1"), Parsed("0.1")}));
  EXPECT_FALSE(Decimal::SumToOne({Parsed("0.9"), Parsed("0.1"), Parsed("0.000001")}));
}

}  // namespace
}  // namespace jsonl::text

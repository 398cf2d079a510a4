#include "common/text/binary_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace jsonl::text {
namespace {

constexpr long double kUnit = 0x1p-57L;

TEST(BinaryLogTest, OfPowersIsExact) {
  for (uint64_t i = 0; i < 64; ++i) EXPECT_EQ(BinaryLog(uint64_t{1} << i), i << kLogBits);
}

TEST(BinaryLogTest, IsTheLogarithm) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t value = random() >> random() % 64 | 1;
    const long double exact = std::log2(static_cast<long double>(value));
    const long double found = static_cast<long double>(BinaryLog(value)) * kUnit;
    ASSERT_NEAR(static_cast<double>((found - exact) / kUnit), 0, 1.5) << value;
  }
}

TEST(BinaryLogTest, GrowsWithTheValue) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t value = (random() >> random() % 64) | 1;
    ASSERT_LE(BinaryLog(value), BinaryLog(value + std::min(value >> 40, ~value)) + 1) << value;
    ASSERT_LE(BinaryLog(value) >> kLogBits, 63u);
  }
  EXPECT_EQ(BinaryLog(UINT64_MAX), (uint64_t{64} << kLogBits) - 1);
}

// Golden values: what is chosen follows from them.
TEST(BinaryLogTest, IsTheSameEverywhere) {
  EXPECT_EQ(BinaryLog(3), 228417168884608271u);
  EXPECT_EQ(BinaryLog(1000000007), 4308662630977856208u);
  EXPECT_EQ(PowerOfHalf(uint64_t{1} << (kLogBits - 1)), 6521908912666391106u);
}

TEST(PowerOfHalfTest, UndoesTheLogarithm) {
  EXPECT_EQ(PowerOfHalf(0), uint64_t{1} << 63);
  EXPECT_EQ(PowerOfHalf(uint64_t{63} << kLogBits), 1u);
  EXPECT_EQ(PowerOfHalf(uint64_t{64} << kLogBits), 0u);
  EXPECT_EQ(PowerOfHalf(UINT64_MAX), 0u);
  std::mt19937_64 random(3);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t log = random() >> random() % 64;
    const long double exact = std::exp2(-static_cast<long double>(log) * kUnit + 63);
    const long double found = static_cast<long double>(PowerOfHalf(log));
    ASSERT_LE(found, exact + 1) << log;
    ASSERT_GE(found, exact - 60) << log;
  }
}

}  // namespace
}  // namespace jsonl::text

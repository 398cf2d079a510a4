#include "tools/stats/numbers.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace jsonl::stats {
namespace {

TEST(Numbers, AreGrouped) {
  EXPECT_EQ(Grouped(uint64_t{0}), "0");
  EXPECT_EQ(Grouped(uint64_t{999}), "999");
  EXPECT_EQ(Grouped(uint64_t{1000}), "1,000");
  EXPECT_EQ(Grouped(UINT64_MAX), "18,446,744,073,709,551,615");
  EXPECT_EQ(Grouped(1234567.89, 1), "1,234,567.9");
  EXPECT_EQ(Grouped(999.0, 2), "999.00");
}

TEST(Numbers, AreCounted) {
  EXPECT_EQ(Counted(0, "record"), "0 records");
  EXPECT_EQ(Counted(1, "record"), "1 record");
  EXPECT_EQ(Counted(2000, "record"), "2,000 records");
}

TEST(Numbers, AreCompactOnAxes) {
  EXPECT_EQ(Compact(0), "0");
  EXPECT_EQ(Compact(950), "950");
  EXPECT_EQ(Compact(1500), "1.5k");
  EXPECT_EQ(Compact(20'000'000), "20M");
  EXPECT_EQ(Compact(4'000'000'000), "4G");
}

TEST(Numbers, SharesAreNothingOrAllOnlyIfTheyAre) {
  EXPECT_EQ(Share(0, 0), "0.0%");
  EXPECT_EQ(Share(0, 7), "0.0%");
  EXPECT_EQ(Share(1, 1'000'000), "<0.1%");
  EXPECT_EQ(Share(1, 8), "12.5%");
  EXPECT_EQ(Share(999'999, 1'000'000), "99.9%");
  EXPECT_EQ(Share(7, 7), "100.0%");
}

TEST(Numbers, SizesHaveUnits) {
  EXPECT_EQ(Size(1), "1 byte");
  EXPECT_EQ(Size(12'345'678), "12.3 MB");
  EXPECT_EQ(Size(1'000'000'000), "1 GB");
}

}  // namespace
}  // namespace jsonl::stats

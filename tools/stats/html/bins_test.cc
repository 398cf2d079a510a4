#include "tools/stats/html/bins.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace jsonl::stats::html {
namespace {

TEST(LogBins, HoldAllLengthsOnce) {
  for (uint32_t max : {0u, 9u, 10u, 99u, 100u, 123456u, UINT32_MAX}) {
    const std::vector<LengthBin> bins = LogBins(0, max, 40);
    ASSERT_FALSE(bins.empty());
    EXPECT_EQ(bins.front().from, 0u);
    EXPECT_EQ(bins.back().to, max);
    EXPECT_LE(bins.back().from, max);
    for (size_t i = 1; i < bins.size(); ++i) EXPECT_EQ(bins[i].from, bins[i - 1].to + 1);
    EXPECT_LE(bins.size(), 42u);
  }
}

TEST(LogBins, LeaveOutWhatIsShorter) {
  const std::vector<LengthBin> bins = LogBins(40, 60, 40);
  ASSERT_EQ(bins.size(), 3u);
  EXPECT_EQ(bins.front().from, 39u);
  EXPECT_EQ(bins[1].from, 47u);
  EXPECT_EQ(bins.back().to, 60u);
}

TEST(CountInBins, CountsEachOnce) {
  const std::vector<LengthBin> bins =
      CountInBins({{0, 1}, {10, 2}, {19, 4}, {20, 8}, {1000, 16}}, {{10, 19, 7}, {20, 29, 0}});
  ASSERT_EQ(bins.size(), 2u);
  EXPECT_EQ(bins[0].count, 7u);
  EXPECT_EQ(bins[1].count, 24u);
  EXPECT_TRUE(CountInBins({{1, 1}}, {}).empty());
}

}  // namespace
}  // namespace jsonl::stats::html

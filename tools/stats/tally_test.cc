#include "tools/stats/tally.h"

#include <cstdint>
#include <map>
#include <vector>

#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

TEST(Summarize, NothingIsAllZero) {
  LengthSummary summary = Summarize({});
  EXPECT_EQ(summary.count, 0u);
  EXPECT_EQ(summary.max, 0u);
  EXPECT_EQ(summary.p99, 0u);
}

TEST(Summarize, PercentilesAreNearestRank) {
  struct Case {
    std::map<uint32_t, uint64_t> lengths;
    uint32_t p50, p90, p99;
  };
  std::map<uint32_t, uint64_t> to_hundred, to_hundred_and_one;
  for (uint32_t i = 1; i <= 101; ++i) {
    if (i <= 100) to_hundred[i] = 1;
    to_hundred_and_one[i] = 1;
  }
  const std::vector<Case> cases = {
      {{{7, 1}}, 7, 7, 7},
      {{{1, 1}, {2, 1}}, 1, 2, 2},
      {{{1, 1}, {2, 1}, {3, 1}}, 2, 3, 3},
      {{{5, 90}, {6, 9}, {7, 1}}, 5, 5, 6},
      {{{5, 89}, {6, 9}, {7, 2}}, 5, 6, 7},
      {{{0, uint64_t{1} << 60}, {9, 1}}, 0, 0, 0},
      {to_hundred, 50, 90, 99},
      {to_hundred_and_one, 51, 91, 100},
  };
  for (const Case& c : cases) {
    LengthSummary summary = Summarize(LengthHistogram(c.lengths.begin(), c.lengths.end()));
    EXPECT_EQ(summary.p50, c.p50);
    EXPECT_EQ(summary.p90, c.p90);
    EXPECT_EQ(summary.p99, c.p99);
    EXPECT_EQ(summary.min, c.lengths.begin()->first);
    EXPECT_EQ(summary.max, c.lengths.rbegin()->first);
  }
}

TEST(Tally, MergesGroupByGroupAndAddsUp) {
  Tally a, b;
  a.Group("x").records = 1;
  a.Group("x").kinds[0] = 1;
  a.Group("x").response_lengths[3] = 1;
  b.Group("x").records = 2;
  b.Group("x").kinds[1] = 2;
  b.Group("x").response_lengths = {{3, 1}, {4, 1}};
  b.Group("x").valid_json = 1;
  b.Group("y").records = 5;
  a.Merge(b);
  ASSERT_EQ(a.groups().size(), 2u);
  EXPECT_EQ(a.Group("x").records, 3u);
  EXPECT_EQ(a.Group("x").kinds[0], 1u);
  EXPECT_EQ(a.Group("x").kinds[1], 2u);
  EXPECT_EQ(a.Group("x").response_lengths, (LengthHistogram{{3, 2}, {4, 1}}));
  GroupTally total = a.Total();
  EXPECT_EQ(total.records, 8u);
  EXPECT_EQ(total.valid_json, 1u);
  EXPECT_EQ(Summarize(total.response_lengths).sum, 10u);
}

}  // namespace
}  // namespace jsonl::stats

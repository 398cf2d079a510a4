#include "tools/stats/length_histogram.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/text/strings.h"
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

std::string Shown(const std::vector<LengthBin>& bins) {
  std::string shown;
  for (const LengthBin& bin : bins) {
    text::Append(&shown, shown.empty() ? "" : " ", bin.from, "-", bin.to, ":", bin.count);
  }
  return shown;
}

TEST(BinsOf, HaveRoundWidthsAndTakeAll) {
  EXPECT_EQ(Shown(BinsOf({}, 10)), "");
  EXPECT_EQ(Shown(BinsOf({{7, 3}}, 10)), "7-7:3");
  EXPECT_EQ(Shown(BinsOf({{0, 1}, {9, 2}}, 10)),
            "0-0:1 1-1:0 2-2:0 3-3:0 4-4:0 5-5:0 6-6:0 7-7:0 8-8:0 9-9:2");
  EXPECT_EQ(Shown(BinsOf({{0, 1}, {10, 2}}, 10)), "0-1:1 2-3:0 4-5:0 6-7:0 8-9:0 10-11:2");
  EXPECT_EQ(Shown(BinsOf({{130, 1}, {290, 2}}, 4)), "100-149:1 150-199:0 200-249:0 250-299:2");
  EXPECT_EQ(Shown(BinsOf({{0, 1}, {4294967295, 1}}, 2)), "0-4294967295:2");
}

TEST(BinsOf, FewLongTextsDoNotHideTheOthers) {
  LengthHistogram lengths;
  for (uint32_t length = 0; length < 1000; ++length) lengths[length] = 1;
  lengths[1000000] = 2;
  EXPECT_EQ(Shown(BinsOf(lengths, 2)), "0-499:500 500-1000000:502");
}

}  // namespace
}  // namespace jsonl::stats

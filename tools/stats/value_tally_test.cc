#include "tools/stats/value_tally.h"

#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

std::map<std::string, uint64_t> Counts(const ValueTally& tally) {
  return {tally.counts().begin(), tally.counts().end()};
}

// Value i occurs i % 7 + 1 times.
void AddValues(int from, int to, ValueTally* tally) {
  for (int i = from; i < to; ++i) {
    for (int n = 0; n <= i % 7; ++n) tally->Add("value " + std::to_string(i));
  }
}

TEST(ValueTally, IsExactWhileSmall) {
  ValueTally tally;
  AddValues(0, static_cast<int>(ValueTally::kMost), &tally);
  EXPECT_EQ(tally.counts().size(), ValueTally::kMost);
  EXPECT_EQ(tally.others(), 0u);
  EXPECT_FALSE(tally.overflowed());
  tally.Add("value 3");
  EXPECT_FALSE(tally.overflowed());
  EXPECT_EQ(tally.counts().at("value 3"), 5u);
  tally.Add("one more");
  EXPECT_TRUE(tally.overflowed());
  EXPECT_EQ(tally.counts().size(), ValueTally::kMost);
}

TEST(ValueTally, KeepsTheSameHoweverItCame) {
  constexpr int kValues = 5000;
  ValueTally whole;
  AddValues(0, kValues, &whole);
  EXPECT_EQ(whole.counts().size(), ValueTally::kMost);
  for (const auto& [value, count] : whole.counts()) {
    EXPECT_EQ(count, std::stoul(value.substr(6)) % 7 + 1) << value;
  }
  // Parts that share values, merged in any order, some of them empty or small.
  for (int cut : {0, 1, 500, 999, 1000, 1001, 2500, 4999, kValues}) {
    ValueTally first, second, both, reversed;
    AddValues(0, cut, &first);
    AddValues(cut, kValues, &second);
    both.Merge(first);
    both.Merge(second);
    reversed.Merge(second);
    reversed.Merge(first);
    for (const ValueTally* merged : {&both, &reversed}) {
      EXPECT_EQ(Counts(*merged), Counts(whole)) << cut;
      EXPECT_EQ(merged->total(), whole.total());
      EXPECT_EQ(merged->others(), whole.others());
    }
  }
}

TEST(ValueTally, CutsLongValuesBetweenCodePoints) {
  const std::string long_value(ValueTally::kLongest - 1, 'x');
  ValueTally tally;
  tally.Add(long_value + "é");
  tally.Add(long_value + "ü and more");
  tally.Add(long_value + "abc");
  EXPECT_EQ(Counts(tally),
            (std::map<std::string, uint64_t>{{long_value, 2}, {long_value + "a", 1}}));
}

}  // namespace
}  // namespace jsonl::stats

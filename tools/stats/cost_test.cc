#include "tools/stats/cost.h"

#include <string_view>

#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

TEST(ParsePrice, TakesTwoDecimals) {
  absl::StatusOr<Price> price = ParsePrice("0.27,1.1");
  ASSERT_TRUE(price.ok()) << price.status();
  EXPECT_DOUBLE_EQ(price->input.ToDouble(), 0.27);
  EXPECT_DOUBLE_EQ(price->output.ToDouble(), 1.1);
  for (std::string_view bad : {"", "1", "1,", ",1", "1,2,3", "a,b", "-1,2", "1;2"}) {
    EXPECT_FALSE(ParsePrice(bad).ok()) << bad;
  }
}

TEST(CostOf, IsByTheMillion) {
  TokenTally tokens;
  tokens.prompts = {{500, 2000}};            // 1,000,000
  tokens.responses = {{1000, 1}, {500, 1}};  // 1,500
  const Cost cost = CostOf(tokens, *ParsePrice("3,15"));
  EXPECT_DOUBLE_EQ(cost.input, 3);
  EXPECT_DOUBLE_EQ(cost.output, 0.0225);
  EXPECT_DOUBLE_EQ(cost.total(), 3.0225);
}

TEST(CutOffAt, CountsWhatIsLonger) {
  const LengthHistogram records = {{10, 5}, {11, 2}, {20, 1}};
  const CutOff cut = CutOffAt(records, 10);
  EXPECT_EQ(cut.records, 3u);
  EXPECT_EQ(cut.tokens, 12u);
  EXPECT_EQ(CutOffAt(records, 20).records, 0u);
}

}  // namespace
}  // namespace jsonl::stats

#include "tools/split/apportion.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <numeric>
#include <random>

namespace jsonl {
namespace {

using Table = std::vector<std::vector<uint64_t>>;

TEST(ApportionTest, OneStratumGetsTheTotals) {
  const std::vector<uint64_t> totals = {90, 5, 5}, sizes = {100};
  EXPECT_EQ(Apportion(totals, sizes), Table{totals});
}

TEST(ApportionTest, WholeSharesAreExact) {
  const std::vector<uint64_t> totals = {270, 15, 15}, sizes = {100, 0, 200};
  EXPECT_EQ(Apportion(totals, sizes), (Table{{90, 5, 5}, {0, 0, 0}, {180, 10, 10}}));
}

TEST(ApportionTest, NothingOfNothing) {
  EXPECT_EQ(Apportion(std::vector<uint64_t>{0, 0}, std::vector<uint64_t>{0}), (Table{{0, 0}}));
  EXPECT_EQ(Apportion(std::vector<uint64_t>{0, 0}, std::vector<uint64_t>{}), Table());
}

// Rows sum to the sizes, columns to the totals, and no number is far from its share.
TEST(ApportionTest, SumsAreExactAndSharesClose) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const size_t splits = 1 + random() % 5;
    std::vector<uint64_t> sizes(1 + random() % 50);
    for (uint64_t& size : sizes) size = random() % (round % 2 == 0 ? 6 : 5000);
    const uint64_t all = std::accumulate(sizes.begin(), sizes.end(), uint64_t{0});
    std::vector<uint64_t> totals(splits);
    for (size_t i = 0; i + 1 < splits; ++i) totals[i] = all * (random() % 100) / 100 / splits;
    totals.back() = all - std::accumulate(totals.begin(), totals.end(), uint64_t{0});
    const Table table = Apportion(totals, sizes);
    ASSERT_EQ(table.size(), sizes.size());
    std::vector<uint64_t> columns(splits);
    for (size_t i = 0; i < sizes.size(); ++i) {
      EXPECT_EQ(std::accumulate(table[i].begin(), table[i].end(), uint64_t{0}), sizes[i]);
      for (size_t j = 0; j < splits; ++j) {
        columns[j] += table[i][j];
        const double share = static_cast<double>(sizes[i]) * static_cast<double>(totals[j]) /
                             static_cast<double>(all == 0 ? 1 : all);
        EXPECT_NEAR(static_cast<double>(table[i][j]), share, static_cast<double>(splits));
      }
    }
    EXPECT_EQ(columns, totals);
  }
}

}  // namespace
}  // namespace jsonl

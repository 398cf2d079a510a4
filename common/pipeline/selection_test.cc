#include "common/pipeline/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

namespace jsonl::pipeline {
namespace {

// Which records come before the cut.
std::vector<uint64_t> Chosen(const Ranks& ranks, const std::vector<uint64_t>* members,
                             uint64_t count) {
  Cut cut = CutAt(ranks, members, count);
  std::vector<uint64_t> chosen;
  for (uint64_t i = 0; i < ranks.size(); ++i) {
    bool member = members == nullptr || std::binary_search(members->begin(), members->end(), i);
    if (member && cut.IsAbove(ranks, i)) chosen.push_back(i);
  }
  return chosen;
}

TEST(CutAtTest, TakesExactlyThatManyOfTheLowest) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 300; ++round) {
    Ranks ranks(random() % 40);
    // Few values, so that many are equal, in both words.
    for (Rank& rank : ranks) rank = {random() % 5, random() % 3};
    std::vector<uint64_t> order(ranks.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](uint64_t a, uint64_t b) { return ranks[a] < ranks[b]; });
    for (uint64_t count = 0; count <= ranks.size() + 1; ++count) {
      std::vector<uint64_t> expected(
          order.begin(),
          order.begin() + static_cast<int64_t>(std::min<uint64_t>(count, order.size())));
      std::sort(expected.begin(), expected.end());
      ASSERT_EQ(Chosen(ranks, nullptr, count), expected);
    }
  }
}

TEST(CutAtTest, LooksAtMembersAlone) {
  Ranks ranks = {{5, 0}, {1, 0}, {4, 0}, {0, 0}, {3, 0}};
  std::vector<uint64_t> members = {0, 2, 4};
  EXPECT_EQ(Chosen(ranks, &members, 2), (std::vector<uint64_t>{2, 4}));
  EXPECT_EQ(Chosen(ranks, &members, 0), std::vector<uint64_t>());
  EXPECT_EQ(Chosen(ranks, &members, 9), members);
}

// Over many seeds every record is chosen equally often: chi-square over 50 records, 49 degrees of
// freedom, far beyond the 99.9 % point of 85.4.
TEST(RankerTest, ChoosesEveryRecordEquallyOften) {
  constexpr int kRecords = 50;
  constexpr int kSeeds = 4000;
  constexpr int kCount = 10;
  std::vector<int> chosen(kRecords);
  std::vector<std::string> texts;
  for (int i = 0; i < kRecords; ++i) texts.push_back("{\"id\":" + std::to_string(i) + "}");
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    Ranker ranker(seed, std::nullopt);
    Ranks ranks;
    for (const std::string& text : texts) ranks.push_back(ranker({text, {}, 0}));
    for (uint64_t i : Chosen(ranks, nullptr, kCount)) ++chosen[i];
  }
  double expected = double{kSeeds} * kCount / kRecords;
  double chi_square = 0;
  for (int count : chosen) chi_square += (count - expected) * (count - expected) / expected;
  EXPECT_LT(chi_square, 90);
  EXPECT_GT(chi_square, 10);  // not too even either
}

}  // namespace
}  // namespace jsonl::pipeline

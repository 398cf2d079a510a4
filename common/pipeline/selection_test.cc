#include "common/pipeline/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

namespace jsonl::pipeline {
namespace {

using Ranks = std::vector<Rank>;

// The ranks in runs of a few.
std::vector<RankedRun> InRuns(const Ranks& ranks, const std::vector<uint32_t>& groups) {
  std::vector<RankedRun> runs;
  for (size_t i = 0; i < ranks.size(); ++i) {
    if (i % 7 == 0) runs.push_back({i, {}, {}});
    runs.back().ranks.push_back(ranks[i]);
    if (!groups.empty()) runs.back().groups.push_back(groups[i]);
  }
  return runs;
}

// Which records of a group come before its cut.
std::vector<uint64_t> Chosen(const Ranks& ranks, const std::vector<uint32_t>& groups,
                             uint32_t group, const Cut& cut) {
  std::vector<uint64_t> chosen;
  for (uint64_t i = 0; i < ranks.size(); ++i) {
    if ((groups.empty() || groups[i] == group) && cut.IsAbove(ranks[i], i)) chosen.push_back(i);
  }
  return chosen;
}

std::vector<uint64_t> Chosen(const Ranks& ranks, uint64_t count) {
  const uint64_t size = ranks.size();
  const CutRequest request = {0, count};
  return Chosen(ranks, {}, 0, CutsAt(InRuns(ranks, {}), {&size, 1}, {&request, 1})[0]);
}

std::vector<uint64_t> Lowest(const Ranks& ranks, std::vector<uint64_t> of, uint64_t count) {
  std::stable_sort(of.begin(), of.end(),
                   [&](uint64_t a, uint64_t b) { return ranks[a] < ranks[b]; });
  of.resize(std::min<uint64_t>(count, of.size()));
  std::sort(of.begin(), of.end());
  return of;
}

TEST(CutsAtTest, TakesExactlyThatManyOfTheLowest) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 300; ++round) {
    Ranks ranks(random() % 40);
    // Few values, so that many are equal, in both words.
    for (Rank& rank : ranks) rank = {random() % 5, random() % 3};
    std::vector<uint64_t> all(ranks.size());
    std::iota(all.begin(), all.end(), 0);
    for (uint64_t count = 0; count <= ranks.size() + 1; ++count) {
      ASSERT_EQ(Chosen(ranks, count), Lowest(ranks, all, count));
    }
  }
}

// Groups of a few records and of many, several cuts through each.
TEST(CutsAtTest, CutsEachGroupForItself) {
  std::mt19937_64 random(2);
  Ranks ranks(20000);
  std::vector<uint32_t> groups;
  std::vector<uint64_t> sizes(40);
  std::vector<std::vector<uint64_t>> members(sizes.size());
  for (uint64_t i = 0; i < ranks.size(); ++i) {
    // Half of the records in group 0; some ranks occur often.
    ranks[i] = random() % 4 == 0 ? Rank{uint64_t{1} << 63, random() % 2} : Rank{random(), 0};
    groups.push_back(random() % 2 == 0 ? 0 : static_cast<uint32_t>(random() % sizes.size()));
    ++sizes[groups.back()];
    members[groups.back()].push_back(i);
  }
  std::vector<CutRequest> requests;
  for (uint32_t group = 0; group < sizes.size(); ++group) {
    for (uint64_t part : {0, 1, 3, 5, 8}) requests.push_back({group, sizes[group] * part / 5});
  }
  const std::vector<PlacedCut> cuts = CutsAt(InRuns(ranks, groups), sizes, requests);
  ASSERT_EQ(cuts.size(), requests.size());
  for (size_t i = 0; i < cuts.size(); ++i) {
    const auto [group, count] = requests[i];
    ASSERT_EQ(Chosen(ranks, groups, group, cuts[i]), Lowest(ranks, members[group], count))
        << group << " " << count;
    uint64_t equals = 0;
    uint64_t equals_above = 0;
    for (uint64_t record : members[group]) {
      if (ranks[record].high != cuts[i].rank.high) continue;
      ++equals;
      equals_above += cuts[i].IsAbove(ranks[record], record);
    }
    EXPECT_EQ(cuts[i].equals, equals) << group << " " << count;
    EXPECT_EQ(cuts[i].equals_above, equals_above) << group << " " << count;
  }
}

TEST(CutsAtTest, TakesEqualRanksByPosition) {
  EXPECT_EQ(Chosen(Ranks(5000, Rank{7, 7}), 3), (std::vector<uint64_t>{0, 1, 2}));
}

TEST(CutsAtTest, TakesNoRecords) { EXPECT_TRUE(Chosen({}, 3).empty()); }

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
    for (uint64_t i : Chosen(ranks, kCount)) ++chosen[i];
  }
  double expected = double{kSeeds} * kCount / kRecords;
  double chi_square = 0;
  for (int count : chosen) chi_square += (count - expected) * (count - expected) / expected;
  EXPECT_LT(chi_square, 90);
  EXPECT_GT(chi_square, 10);  // not too even either
}

}  // namespace
}  // namespace jsonl::pipeline

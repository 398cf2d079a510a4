#include "common/hash/minhash.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>
#include <vector>

namespace jsonl::hash {
namespace {

// Two sets of random hashes that have `shared` elements in common and `own` of their own each.
struct Pair {
  std::vector<uint64_t> a;
  std::vector<uint64_t> b;
};

Pair RandomPair(size_t shared, size_t own, std::mt19937_64* random) {
  Pair pair;
  for (size_t i = 0; i < shared; ++i) pair.a.push_back((*random)());
  pair.b = pair.a;
  for (size_t i = 0; i < own; ++i) {
    pair.a.push_back((*random)());
    pair.b.push_back((*random)());
  }
  return pair;
}

TEST(MinHashTest, IsOfTheSet) {
  const MinHash minhash(100);
  std::vector<uint32_t> one;
  std::vector<uint32_t> other;
  minhash.Sign(std::vector<uint64_t>{uint64_t{7} << 32, uint64_t{9} << 40}, &one);
  minhash.Sign(std::vector<uint64_t>{uint64_t{9} << 40, uint64_t{7} << 32, uint64_t{9} << 40},
               &other);
  EXPECT_EQ(one.size(), 100u);
  EXPECT_EQ(one, other);
}

// Every function is right by itself, and together they are right as often as independent ones.
TEST(MinHashTest, EqualMinimaAreAsLikelyAsTheJaccardSimilarity) {
  constexpr size_t kFunctions = 128;
  constexpr int kPairs = 2000;
  const MinHash minhash(kFunctions);
  std::mt19937_64 random(1);
  struct Case {
    size_t shared;
    size_t own;
  };
  for (const Case& c :
       {Case{2, 1}, Case{5, 5}, Case{8, 1}, Case{100, 50}, Case{90, 5}, Case{400, 200}}) {
    const double similarity =
        static_cast<double>(c.shared) / static_cast<double>(c.shared + 2 * c.own);
    std::vector<double> equal_at(kFunctions, 0);
    double sum = 0;
    double squares = 0;
    std::vector<uint32_t> a;
    std::vector<uint32_t> b;
    for (int i = 0; i < kPairs; ++i) {
      const Pair pair = RandomPair(c.shared, c.own, &random);
      minhash.Sign(pair.a, &a);
      minhash.Sign(pair.b, &b);
      double equal = 0;
      for (size_t k = 0; k < kFunctions; ++k) {
        equal += a[k] == b[k];
        equal_at[k] += a[k] == b[k];
      }
      sum += equal;
      squares += equal * equal;
    }
    const double deviation = std::sqrt(similarity * (1 - similarity) / kPairs);
    for (size_t k = 0; k < kFunctions; ++k) {
      EXPECT_NEAR(equal_at[k] / kPairs, similarity, 5 * deviation) << c.shared << " " << k;
    }
    const double mean = sum / kPairs;
    const double variance = squares / kPairs - mean * mean;
    EXPECT_NEAR(mean / kFunctions, similarity, 6 * deviation / std::sqrt(kFunctions)) << c.shared;
    EXPECT_NEAR(variance, kFunctions * similarity * (1 - similarity), 0.25 * variance) << c.shared;
  }
}

TEST(BandsTest, KeysAreOfTheRowsOfABand) {
  const Bands bands = {3, 4};
  const std::vector<uint32_t> signature = {1, 2, 3, 4, 1, 2, 3, 4, 1, 3, 2, 4};
  EXPECT_EQ(bands.KeyOf(signature, 0), bands.KeyOf(signature, 1));
  EXPECT_NE(bands.KeyOf(signature, 0), bands.KeyOf(signature, 2));
  std::mt19937_64 random(1);
  std::set<uint64_t> highs;  // of small minima, as sets of many elements have
  constexpr size_t kKeys = 2000;
  for (size_t i = 0; i < kKeys; ++i) {
    std::vector<uint32_t> rows;
    for (int row = 0; row < 4; ++row) rows.push_back(static_cast<uint32_t>(random() % 1000));
    highs.insert(bands.KeyOf(rows, 0) >> 32);
  }
  EXPECT_GE(highs.size(), kKeys - 5);
}

TEST(BandsTest, MissFewAboveTheThresholdAndMeetSeldomBelow) {
  for (double threshold : {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0}) {
    const Bands bands = BandsFor(threshold);
    EXPECT_LE(bands.count * bands.rows, kMostFunctions);
    EXPECT_GE(bands.Chance(std::min(1.0, threshold + 0.05)), 0.99) << threshold;
    EXPECT_LE(bands.Chance(threshold / 2), 0.6) << threshold;
    EXPECT_LE(bands.Chance(0.05), 0.1) << threshold;
  }
  EXPECT_LE(BandsFor(0.8).Chance(0.4), 0.01);
  EXPECT_EQ(BandsFor(1).count, 1u);
}

}  // namespace
}  // namespace jsonl::hash

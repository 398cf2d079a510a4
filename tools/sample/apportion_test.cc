#include "tools/sample/apportion.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <utility>

namespace jsonl {
namespace {

__extension__ using Word128 = unsigned __int128;
using Portions = std::vector<uint64_t>;

TEST(ApportionTest, IsExactInProportion) {
  struct Case {
    uint64_t total;
    std::vector<Claim> claims;
    Portions portions;
  };
  const Case cases[] = {
      {10, {{4}, {6}}, {4, 6}},
      {10, {{1}, {1}, {1}}, {4, 3, 3}},  // the first among equals
      {11, {{1}, {1}, {1}}, {4, 4, 3}},  // by largest remainder
      {5, {{1}, {3}}, {1, 4}},           // 1.25 and 3.75
      {100, {{29}, {71}}, {29, 71}},
      {7, {{0}, {5}}, {0, 7}},
      {0, {{1}, {2}}, {0, 0}},
      {7, {}, {}},
      {7, {{0}, {0}}, {0, 0}},              // nobody may take it
      {10, {{1, 2}, {1}}, {2, 8}},          // what one leaves
      {10, {{1, 2}, {1}, {3}}, {2, 2, 6}},  // is shared in proportion
      {10, {{1, 2}, {1, 3}}, {2, 3}},       // or by nobody
      {10, {{1, 0}, {1, 20}}, {0, 10}},
      {UINT64_MAX, {{UINT64_MAX}, {UINT64_MAX}}, {UINT64_MAX / 2 + 1, UINT64_MAX / 2}},
      {UINT64_MAX, {{1, 5}, {UINT64_MAX, UINT64_MAX}}, {1, UINT64_MAX - 1}},
  };
  for (const Case& c : cases) EXPECT_EQ(Apportion(c.total, c.claims), c.portions) << c.total;
}

// Whatever the claims: the sum is the total or all that can be taken, no limit is passed, and
// those within their limits get their proportion of what the others leave, rounded up or down.
TEST(ApportionTest, KeepsItsPromisesForAnyClaims) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20000; ++round) {
    std::vector<Claim> claims(random() % 8);
    const uint64_t range = uint64_t{1} << random() % 40;
    Word128 most = 0;
    for (Claim& claim : claims) {
      claim.weight = random() % 4 == 0 ? 0 : random() % range;
      if (random() % 2 == 0) claim.limit = random() % range;
      if (claim.weight > 0) most += claim.limit;
    }
    const uint64_t total = random() % (2 * range);
    const Portions portions = Apportion(total, claims);
    uint64_t sum = 0, left = total;
    Word128 weights = 0;
    for (size_t i = 0; i < claims.size(); ++i) {
      sum += portions[i];
      ASSERT_LE(portions[i], claims[i].limit);
      if (portions[i] == claims[i].limit) {
        left -= portions[i];
      } else {
        weights += claims[i].weight;
      }
    }
    ASSERT_EQ(sum, most < total ? static_cast<uint64_t>(most) : total);
    for (size_t i = 0; i < claims.size(); ++i) {
      if (claims[i].weight == 0) {
        ASSERT_EQ(portions[i], 0u);
        continue;
      }
      if (portions[i] == claims[i].limit) continue;
      // One that is at its limit by rounding alone leaves or takes up to one more.
      const Word128 slack = Word128{claims.size()} * claims[i].weight + weights;
      const Word128 fair = Word128{left} * claims[i].weight;
      ASSERT_LE(portions[i] * weights, fair + slack);
      ASSERT_GE(portions[i] * weights + slack, fair);
    }
  }
}

TEST(ApportionTest, TakesManyClaims) {
  std::vector<Claim> claims(200000, Claim{3, 1000});
  const Portions portions = Apportion(300001, claims);
  EXPECT_EQ(std::accumulate(portions.begin(), portions.end(), uint64_t{0}), 300001u);
  EXPECT_EQ(portions.front(), 2u);
  EXPECT_EQ(portions.back(), 1u);
}

}  // namespace
}  // namespace jsonl

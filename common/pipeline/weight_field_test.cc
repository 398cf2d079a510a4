#include "common/pipeline/weight_field.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"

namespace jsonl::pipeline {
namespace {

using hash::Fingerprint;

// The weight, or what is wrong.
std::string ReadFrom(std::string_view record) {
  const WeightField field(*json::FieldPath::Parse("meta.w"));
  test::ParsedText parsed(record);
  double weight = -1;
  std::optional<report::Finding> finding = field.Read(parsed.root(), &weight);
  if (!finding.has_value()) return std::to_string(weight);
  return std::string(report::CodeName(finding->code)) + " " + finding->pointer + ": " +
         finding->message;
}

TEST(WeightFieldTest, TakesNumbersThatAreNotNegative) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {R"({"meta":{"w":0.5}})", "0.500000"},
      {R"({"meta":{"w":12e2}})", "1200.000000"},
      {R"({"meta":{"w":0}})", "0.000000"},
      {R"({"meta":{"w":-0.0}})", "0.000000"},
      {R"({"meta":{"w":12345678901234567890123}})", "12345678901234567741440.000000"},
      {R"({})", "missing-field /meta/w: Missing 'meta.w' field, which is the weight"},
      {R"({"meta":{"w":-1}})",
       "wrong-type /meta/w: Weight 'meta.w' must be a number that is not negative, not -1"},
      {R"({"meta":{"w":"1"}})", "wrong-type /meta/w: Weight 'meta.w' must be a number, not \"1\""},
      {R"({"meta":{"w":null}})", "wrong-type /meta/w: Weight 'meta.w' must be a number, not null"},
      {R"({"meta":{"w":1e999}})",
       "wrong-type /meta/w: Weight 'meta.w' must be 0, or from 1e-300 to 1e300, not 1e999"},
      {R"({"meta":{"w":1e-301}})",
       "wrong-type /meta/w: Weight 'meta.w' must be 0, or from 1e-300 to 1e300, not 1e-301"},
  };
  for (const auto& [record, expected] : cases) EXPECT_EQ(ReadFrom(record), expected);
}

// Golden values: what is chosen follows from them.
TEST(WeightedRankTest, IsTheSameEverywhere) {
  EXPECT_EQ(WeightedRank({uint64_t{1} << 63, 7}, 1), (Fingerprint{0x8e80000000000000u, 7}));
  EXPECT_EQ(WeightedRank({uint64_t{1} << 63, 7}, 3), (Fingerprint{0x8e65555555555555u, 7}));
  EXPECT_EQ(WeightedRank({0, 1}, 1), (Fingerprint{0x8af0000000000000u, 1}));
  EXPECT_EQ(WeightedRank({123, 1}, 0), kNeverChosen);
}

TEST(WeightedRankTest, OrdersAsTheKeysOfThePaperDo) {
  std::mt19937_64 random(1);
  const auto draw = [&random](uint64_t* hash, double* weight) {
    *hash = random();
    *weight = std::exp(static_cast<double>(random() % 2000) / 100 - 10);
    return -std::log1p(-static_cast<long double>(*hash) * 0x1p-64L) / *weight;
  };
  for (int i = 0; i < 20000; ++i) {
    uint64_t hash_a, hash_b;
    double weight_a, weight_b;
    const long double a = draw(&hash_a, &weight_a), b = draw(&hash_b, &weight_b);
    if (std::fabs(a - b) < 1e-9L * a) continue;
    ASSERT_EQ(a < b, WeightedRank({hash_a, 0}, weight_a) < WeightedRank({hash_b, 0}, weight_b));
  }
}

TEST(WeightedRankTest, HoldsForExtremeWeights) {
  const Fingerprint ranks[] = {
      WeightedRank({0, 0}, 1e300),
      WeightedRank({UINT64_MAX, 0}, 1e300),
      WeightedRank({0, 0}, 1e250),
      WeightedRank({UINT64_MAX, 0}, 1e250),
      WeightedRank({0, 0}, 1),
      WeightedRank({UINT64_MAX, 0}, 1),
      WeightedRank({0, 0}, 1e-300),
      WeightedRank({UINT64_MAX - 1, 0}, 1e-300),
      WeightedRank({UINT64_MAX / 2, 0}, 0),
  };
  for (size_t i = 1; i < std::size(ranks); ++i) EXPECT_LT(ranks[i - 1], ranks[i]) << i;
}

// Equal weights do not change who comes first.
TEST(WeightedRankTest, KeepsTheOrderOfHashesWhereWeightsAreEqual) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 20000; ++i) {
    const uint64_t a = random(), b = random();
    ASSERT_EQ(a < b, WeightedRank({a, 0}, 0.7) < WeightedRank({b, 0}, 0.7));
  }
}

TEST(WeightedShareTest, IsTheProductRoundedDown) {
  constexpr uint64_t kHalf = uint64_t{1} << 63;
  EXPECT_EQ(WeightedShare(kHalf, 1), kHalf);
  EXPECT_EQ(WeightedShare(kHalf, 0.5), kHalf / 2);
  EXPECT_EQ(WeightedShare(kHalf, 2), UINT64_MAX);
  EXPECT_EQ(WeightedShare(kHalf - 1, 2), UINT64_MAX - 1);
  EXPECT_EQ(WeightedShare(3, 1.5), 4u);
  EXPECT_EQ(WeightedShare(1, 4096), 4096u);
  EXPECT_EQ(WeightedShare(1, 1e300), UINT64_MAX);
  EXPECT_EQ(WeightedShare(UINT64_MAX, 1), UINT64_MAX);
  EXPECT_EQ(WeightedShare(UINT64_MAX, 1e-300), 0u);
  EXPECT_EQ(WeightedShare(UINT64_MAX, 1e-10), 1844674407u);
  EXPECT_EQ(WeightedShare(kHalf, 0), 0u);
  EXPECT_EQ(WeightedShare(0, 5), 0u);
}

}  // namespace
}  // namespace jsonl::pipeline

// How likely jsonl-sample is to choose records by weight, over many seeds.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "tools/sample/sample.h"

namespace jsonl {
namespace {

constexpr uint64_t kSeeds = 6000;

// The lines chosen, as numbers of the records.
std::vector<size_t> Sample(const std::vector<std::string>& records, const SampleOptions& options) {
  std::string input;
  for (const std::string& record : records) text::Append(&input, record, "\n");
  test::ToolRun run = test::RunTool(
      {input}, {}, [&](pipeline::Session& session) { return RunSample(options, session); });
  EXPECT_TRUE(run.code.ok()) << run.code.status();
  std::vector<size_t> chosen;
  for (const std::string& line : test::LinesOf(run.output)) {
    auto found = std::find(records.begin(), records.end(), line);
    chosen.push_back(static_cast<size_t>(found - records.begin()));
  }
  return chosen;
}

std::vector<std::string> Records(const std::vector<double>& weights, std::string_view group = "") {
  std::vector<std::string> records;
  for (size_t i = 0; i < weights.size(); ++i) {
    records.push_back(text::Cat("{\"id\":", i, ",\"g\":\"", group, "\",\"w\":", weights[i], "}"));
  }
  return records;
}

SampleOptions Count(uint64_t count) {
  SampleOptions options;
  options.count = count;
  options.weight = "w";
  return options;
}

// How often each record is chosen over the seeds.
std::vector<double> Times(const std::vector<std::string>& records, SampleOptions options) {
  std::vector<double> times(records.size());
  for (options.seed = 0; options.seed < kSeeds; ++options.seed) {
    for (size_t i : Sample(records, options)) ++times[i];
  }
  return times;
}

double ChiSquare(const std::vector<double>& observed, const std::vector<double>& chances) {
  double sum = 0;
  for (size_t i = 0; i < observed.size(); ++i) {
    const double expected = chances[i] * kSeeds;
    sum += (observed[i] - expected) * (observed[i] - expected) / expected;
  }
  return sum;
}

// 6 degrees of freedom: 99.9 % of the sums are below 22.5.
TEST(WeightTest, OneRecordIsChosenInProportionToTheWeights) {
  const std::vector<double> weights = {0.5, 1, 2, 2, 4, 10, 30.5};
  std::vector<double> chances;
  for (double weight : weights) chances.push_back(weight / 50);
  EXPECT_LT(ChiSquare(Times(Records(weights), Count(1)), chances), 22.5);
}

// Of three records two: each pair as often as drawing one after the other gives it. 2 degrees of
// freedom: 99.9 % are below 13.8.
TEST(WeightTest, MoreAreDrawnOneAfterTheOther) {
  const std::vector<double> weights = {1, 2, 5};
  std::map<std::vector<size_t>, double> pairs;
  SampleOptions options = Count(2);
  for (options.seed = 0; options.seed < kSeeds; ++options.seed) {
    ++pairs[Sample(Records(weights), options)];
  }
  std::vector<double> observed, chances;
  for (size_t a = 0; a < 3; ++a) {
    for (size_t b = a + 1; b < 3; ++b) {
      observed.push_back(pairs[{a, b}]);
      chances.push_back(weights[a] / 8 * weights[b] / (8 - weights[a]) +
                        weights[b] / 8 * weights[a] / (8 - weights[b]));
    }
  }
  EXPECT_LT(ChiSquare(observed, chances), 13.8);
}

TEST(WeightTest, HoldsWithinGroups) {
  const std::vector<double> weights = {1, 3, 6};
  std::vector<std::string> records = Records(weights, "a");
  for (const std::string& record : Records({9, 1}, "b")) records.push_back(record);
  SampleOptions options;
  options.by = "g";
  options.counts = "*=1";
  options.weight = "w";
  const std::vector<double> times = Times(records, options);
  // 2 and 1 degrees of freedom.
  EXPECT_LT(ChiSquare({times[0], times[1], times[2]}, {0.1, 0.3, 0.6}), 13.8);
  EXPECT_LT(ChiSquare({times[3], times[4]}, {0.9, 0.1}), 10.8);
}

// Each comes once, and one of them again, which the weights decide.
TEST(WeightTest, DecidesWhoComesOnceMore) {
  const std::vector<double> weights = {1, 3, 6};
  SampleOptions options;
  options.by = "g";
  options.total = 4;
  options.temperature = "1";
  options.weight = "w";
  std::vector<double> again = Times(Records(weights), options);
  for (double& times : again) times -= kSeeds;
  EXPECT_LT(ChiSquare(again, {0.1, 0.3, 0.6}), 13.8);
}

TEST(WeightTest, BernoulliTakesEachWithItsChance) {
  const std::vector<double> weights = {0.1, 1, 2, 20};
  SampleOptions options;
  options.bernoulli = "0.3";
  options.weight = "w";
  const std::vector<double> times = Times(Records(weights), options);
  const std::vector<double> chances = {0.03, 0.3, 0.6, 1};
  EXPECT_EQ(times[3], kSeeds);
  for (size_t i = 0; i < 3; ++i) {  // 1 degree of freedom each
    EXPECT_LT(ChiSquare({times[i], kSeeds - times[i]}, {chances[i], 1 - chances[i]}), 10.8) << i;
  }
}

TEST(WeightTest, EqualWeightsChooseAsNoneDo) {
  const std::vector<std::string> records = Records(std::vector<double>(200, 0.7));
  for (uint64_t count : {1u, 50u, 199u}) {
    SampleOptions with = Count(count), without = Count(count);
    without.weight.reset();
    EXPECT_EQ(Sample(records, with), Sample(records, without));
  }
}

TEST(WeightTest, NeitherOrderNorSizeChangesWhoComesFirst) {
  std::vector<double> weights;
  for (int i = 0; i < 200; ++i) weights.push_back(i % 13 + 0.25);
  const std::vector<std::string> records = Records(weights);
  std::vector<std::string> reversed(records.rbegin(), records.rend());
  std::vector<size_t> larger = Sample(records, Count(200));
  for (uint64_t count : {150u, 60u, 5u}) {
    const std::vector<size_t> chosen = Sample(records, Count(count));
    EXPECT_TRUE(std::includes(larger.begin(), larger.end(), chosen.begin(), chosen.end()));
    larger = chosen;
    std::vector<size_t> other = Sample(reversed, Count(count));
    for (size_t& i : other) i = records.size() - 1 - i;
    std::sort(other.begin(), other.end());
    EXPECT_EQ(other, chosen);
  }
}

}  // namespace
}  // namespace jsonl

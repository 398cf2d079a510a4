#include "tools/sample/mix.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "common/text/strings.h"

namespace jsonl {
namespace {

// "name lines" for each group, or the error.
std::string Lines(const absl::StatusOr<Mix>& mix, const std::vector<Group>& groups) {
  if (!mix.ok()) return std::string(mix.status().message());
  absl::StatusOr<std::vector<Portion>> portions = mix->PortionsOf(groups);
  if (!portions.ok()) return std::string(portions.status().message());
  std::string out;
  for (size_t i = 0; i < groups.size(); ++i) {
    text::Append(&out, out.empty() ? "" : " ", groups[i].name, (*portions)[i].lines);
  }
  return out;
}

std::string Shares(uint64_t total, std::string_view shares, const std::vector<Group>& groups,
                   std::string_view max_repeat = "") {
  absl::StatusOr<Mix> mix = Mix::OfShares(total, shares);
  if (!max_repeat.empty() && mix.ok()) {
    EXPECT_TRUE(mix->LimitRepeats(max_repeat).ok());
  }
  return Lines(mix, groups);
}

const std::vector<Group> kGroups = {{"a", 100}, {"b", 20}, {"c", 4}};

TEST(MixTest, SharesAreExact) {
  struct Case {
    uint64_t total;
    std::string_view shares;
    std::string_view max_repeat;
    std::string_view lines;
  };
  const Case cases[] = {
      {100, "a=0.29,b=0.71,c=0", "", "a29 b71 c0"},
      {10, "a=0.7,b=0.1,c=0.2", "", "a7 b1 c2"},
      {10, "a=0.33,b=0.33,c=0.34", "", "a3 b3 c4"},
      {2, "a=0.33,b=0.33,c=0.34", "", "a1 b0 c1"},  // 0.66 for two: the first by name
      {0, "a=0.5,b=0.25,c=0.25", "", "a0 b0 c0"},
      {1000, "a=0.5,b=0.25,c=0.25", "", "a500 b250 c250"},
      {1000, "a=0.5,*=0.5", "", "a500 b417 c83"},  // 500 * 20 / 24
      {1000, "*=1", "", "a807 b161 c32"},
      {124, "*=1", "", "a100 b20 c4"},
      {100, "a=0.5,b=0.25,c=0.25", "2", "a61 b31 c8"},  // 8 of c; 92 * 2 / 3
      {100, "a=0.5,b=0.25,c=0.25", "1.5", "a64 b30 c6"},
      {1000, "a=0.5,b=0.25,c=0.25", "2", "a200 b40 c8"},  // all that there is
      {100, "a=0.5,*=0.5", "1", "a76 b20 c4"},
      {100, "a=1,*=0", "0.29", "a29 b0 c0"},
      {100, "a=1,*=0", "0", "a0 b0 c0"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Shares(c.total, c.shares, kGroups, c.max_repeat), c.lines)
        << c.shares << " " << c.max_repeat;
  }
}

TEST(MixTest, SaysWhatIsWrongWithShares) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a=0.5,b=0.4", "--shares a=0.5,b=0.4: the sum is not 1"},
      {"a=0.5,b=0.5,a=0", "group 'a' is given twice"},
      {"*=0.5,*=0.5", "group '*' is given twice"},
      {"a=x", "--shares a=x: 'x' is no decimal number like 0.4 or 2, of at most 18 digits"},
      {"a=0.5,b=0.5",
       "group 'c' has no share: name it, or give *=SHARE for all that are not named"},
      {"z=0.5,x=0.25,*=0.25", "no record is in group 'x', which --shares names"},
      {"a=0.5,b=0.3,c=0.1,*=0.1", "--shares: no record is in a group that * stands for"},
      {"a", "--shares takes GROUP=VALUE,..., not 'a'"},
  };
  for (const auto& [shares, error] : cases) EXPECT_EQ(Shares(10, shares, kGroups), error);
  EXPECT_EQ(Shares(10, "a=1", {}), "no record is in group 'a', which --shares names");
}

TEST(MixTest, TemperatureRaisesSmallGroups) {
  EXPECT_EQ(Lines(Mix::OfTemperature(124, "1"), kGroups), "a100 b20 c4");
  EXPECT_EQ(Lines(Mix::OfTemperature(124, "1.0"), kGroups), "a100 b20 c4");
  EXPECT_EQ(Lines(Mix::OfTemperature(300, "1e9"), kGroups), "a100 b100 c100");
  // 10 : 4.472 : 2
  EXPECT_EQ(Lines(Mix::OfTemperature(1000, "2"), kGroups), "a607 b272 c121");
  // 100^0.2 : 20^0.2 : 4^0.2 = 2.512 : 1.821 : 1.320
  EXPECT_EQ(Lines(Mix::OfTemperature(1000, "5"), kGroups), "a444 b322 c234");
  EXPECT_EQ(Lines(Mix::OfTemperature(1000, "0.001"), kGroups), "a1000 b0 c0");
  EXPECT_EQ(Lines(Mix::OfTemperature(10, "5"), {}), "");
  EXPECT_EQ(Lines(Mix::OfTemperature(10, "5"), {{"a", 0}, {"b", 2}}), "a0 b10");
  EXPECT_EQ(Lines(Mix::OfTemperature(10, "0"), kGroups), "--temperature takes a number above 0");
  EXPECT_EQ(Lines(Mix::OfTemperature(10, "-1"), kGroups).substr(0, 20), "--temperature: '-1' ");
}

TEST(MixTest, TemperatureFollowsTheFormula) {
  for (const char* temperature : {"0.3", "0.7", "1.5", "3.3", "10", "100"}) {
    const double t = std::stod(temperature);
    std::vector<Group> groups;
    double sum = 0;
    for (uint64_t size : {1u, 2u, 7u, 100u, 12345u, 9999999u}) {
      groups.push_back({"abcdef" + groups.size(), size});
      sum += std::pow(static_cast<double>(size), 1 / t);
    }
    const std::vector<Portion> portions =
        *Mix::OfTemperature(1000000000, temperature)->PortionsOf(groups);
    for (size_t i = 0; i < groups.size(); ++i) {
      const double share = std::pow(static_cast<double>(groups[i].size), 1 / t) / sum;
      EXPECT_NEAR(portions[i].share, share, 1e-12) << temperature;
      EXPECT_NEAR(static_cast<double>(portions[i].lines), share * 1e9, 1.01) << temperature;
    }
  }
}

TEST(MixTest, TheOrderOfTheGroupsDoesNotMatter) {
  std::vector<Group> groups = {{"a", 3}, {"b", 3}, {"c", 3}, {"d", 3}};
  do {
    for (const absl::StatusOr<Mix>& mix : {Mix::OfShares(6, "*=1"), Mix::OfTemperature(6, "2")}) {
      const std::vector<Portion> portions = *mix->PortionsOf(groups);
      for (size_t i = 0; i < groups.size(); ++i) {
        ASSERT_EQ(portions[i].lines, groups[i].name <= "b" ? 2u : 1u);
      }
    }
  } while (std::next_permutation(groups.begin(), groups.end(),
                                 [](const Group& x, const Group& y) { return x.name < y.name; }));
}

}  // namespace
}  // namespace jsonl

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"
#include "tools/split/split_runs.h"

namespace jsonl {
namespace {

using test::FileOfLine;
using test::IsInOrder;
using test::LinesOf;
using test::Reversed;
using test::SortedLines;
using test::Split;
using test::SplitRun;

constexpr std::string_view kThree = "train=0.9,valid=0.05,test=0.05";

SplitOptions Ratios(std::string_view ratios, uint64_t seed = 0) {
  SplitOptions options;
  options.ratios = ratios;
  options.output = "{split}";
  options.seed = seed;
  return options;
}

// {"id":0,"g":0} and so on.
template <typename GroupOf>
std::string Records(int n, GroupOf&& group_of) {
  std::string input;
  for (int i = 0; i < n; ++i) text::Append(&input, "{\"id\":", i, ",\"g\":", group_of(i), "}\n");
  return input;
}

std::string GroupOfLine(std::string_view line) {
  return std::string(line.substr(line.find("\"g\"")));
}

// Records by split; and by group, by split.
std::map<std::string, size_t> SizesOf(const SplitRun& split) {
  std::map<std::string, size_t> sizes;
  for (const auto& [name, text] : split.files) sizes[name] = LinesOf(text).size();
  return sizes;
}
std::map<std::string, std::map<std::string, size_t>> SizesByGroup(const SplitRun& split) {
  std::map<std::string, std::map<std::string, size_t>> sizes;
  for (const auto& [name, text] : split.files) {
    for (const std::string& line : LinesOf(text)) ++sizes[GroupOfLine(line)][name];
  }
  return sizes;
}

using Sizes = std::map<std::string, size_t>;

TEST(StratifyTest, SmallStrataAddUpToExactTotals) {
  const std::string input = Records(25000, [](int i) { return i % 5000; });
  SplitOptions options = Ratios(kThree);
  options.stratify = "g";
  const SplitRun split = Split(input, options);
  ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
  EXPECT_EQ(SizesOf(split), (Sizes{{"train", 22500}, {"valid", 1250}, {"test", 1250}}));
  for (const auto& [name, text] : split.files) EXPECT_TRUE(IsInOrder(input, text)) << name;
  for (auto& [group, sizes] : SizesByGroup(split)) EXPECT_GE(sizes["train"], 3u) << group;
  EXPECT_EQ(FileOfLine(Split(Reversed(input), options)), FileOfLine(split));
}

TEST(StratifyTest, RatiosHoldWithinEachValue) {
  // Values of 3000, 700, 77 and 1 record, and 222 without the field.
  const std::string input = Records(4000, [](int i) {
    return i < 3000 ? "\"a\"" : i < 3700 ? "\"b\"" : i < 3777 ? "7" : i < 3778 ? "[1]" : "null";
  });
  for (uint64_t seed : {0u, 1u, 2u}) {
    SplitOptions options = Ratios("train=0.7,valid=0.2,test=0.1", seed);
    options.stratify = "g";
    const SplitRun split = Split(input, options);
    EXPECT_EQ(SizesOf(split), (Sizes{{"train", 2800}, {"valid", 800}, {"test", 400}}));
    for (auto& [group, sizes] : SizesByGroup(split)) {
      const double all = static_cast<double>(sizes["train"] + sizes["valid"] + sizes["test"]);
      EXPECT_NEAR(static_cast<double>(sizes["train"]), 0.7 * all, 2) << group;
      EXPECT_NEAR(static_cast<double>(sizes["valid"]), 0.2 * all, 2) << group;
      EXPECT_NEAR(static_cast<double>(sizes["test"]), 0.1 * all, 2) << group;
    }
  }
}

TEST(GroupTest, GroupsStayTogetherNearTheRatios) {
  // Groups of 1 to 9 records.
  const std::string input = Records(5000, [](int i) { return i / (1 + i % 9); });
  for (uint64_t seed : {0u, 1u, 2u}) {
    SplitOptions options = Ratios(kThree, seed);
    options.group = "g";
    const SplitRun split = Split(input, options);
    ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
    size_t largest = 0;
    for (const auto& [group, sizes] : SizesByGroup(split)) {
      EXPECT_EQ(sizes.size(), 1u) << group;
      largest = std::max(largest, sizes.begin()->second);
    }
    Sizes sizes = SizesOf(split);
    const auto limit = static_cast<double>(largest);  // half of it at either end
    EXPECT_NEAR(static_cast<double>(sizes["train"]), 4500, limit);
    EXPECT_NEAR(static_cast<double>(sizes["valid"]), 250, limit);
    EXPECT_NEAR(static_cast<double>(sizes["test"]), 250, limit);
    EXPECT_EQ(split.run.told.back(), "Verified: no record and no value of 'g' is in two splits");
    EXPECT_EQ(FileOfLine(Split(Reversed(input), options)), FileOfLine(split));
  }
}

TEST(GroupTest, LargeGroupsGoWhereThereIsRoom) {
  // One group of 300, and 400 records without the field, which are one too; 300 of their own.
  std::string input = Records(600, [](int i) { return i < 300 ? 0 : i; });
  for (int i = 0; i < 400; ++i) text::Append(&input, "{\"id\":", 600 + i, "}\n");
  for (uint64_t seed = 0; seed < 8; ++seed) {
    SplitOptions options = Ratios("train=0.8,valid=0.1,test=0.1", seed);
    options.group = "g";
    const SplitRun split = Split(input, options);
    EXPECT_EQ(SizesOf(split), (Sizes{{"train", 800}, {"valid", 100}, {"test", 100}}));
    EXPECT_EQ(split.run.told.front(),
              "warning: 400 records without 'g' are one group, and stay together");
  }
}

TEST(GroupTest, SaysWhenGroupsLeaveNoOtherWay) {
  const std::string input = Records(30, [](int i) { return i / 10; });
  SplitOptions options = Ratios("train=0.8,valid=0.2");
  options.group = "g";
  SplitRun split = Split(input, options);
  EXPECT_EQ(split.run.told,
            (std::vector<std::string>{"train: 20 records (its ratio would be 24)",
                                      "valid: 10 records (its ratio would be 6)",
                                      "Verified: no record and no value of 'g' is in two splits"}));
  options.ratios = kThree;
  split = Split(Records(9, [](int) { return 1; }), options);
  EXPECT_EQ(SizesOf(split), (Sizes{{"train", 9}, {"valid", 0}, {"test", 0}}));
  EXPECT_EQ(split.run.told[3], "warning: split 'valid' is empty");
}

// Values in one to three copies, each spelled in another way.
std::string Duplicates(int values) {
  std::string input;
  for (int i = 0; i < values; ++i) {
    text::Append(&input, "{\"a\":", i, ",\"b\":\"/\"}\n");
    if (i % 3 > 0) text::Append(&input, "{\"b\": \"\\/\", \"a\": ", i, ".0}\n");
    if (i % 3 > 1) text::Append(&input, "{\"a\":", i, "e0,\"b\":\"\\u002f\"}\n");
  }
  return input;
}

int ValueOf(const std::string& line) { return std::stoi(line.substr(line.find("\"a\"") + 4)); }

TEST(EqualsTest, StayTogetherThoughNumbersAreExact) {
  const std::string input = Duplicates(300);  // 600 records
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const SplitRun split = Split(input, Ratios("a=0.651,b=0.299,c=0.05", seed));
    EXPECT_EQ(SizesOf(split), (Sizes{{"a", 390}, {"b", 179}, {"c", 31}}));
    std::map<int, std::string> split_of_value;
    for (const auto& [line, name] : FileOfLine(split)) {
      EXPECT_EQ(split_of_value.try_emplace(ValueOf(line), name).first->second, name) << line;
    }
    EXPECT_EQ(split.run.told.back(), "Verified: no record is in two splits") << seed;
    EXPECT_EQ(FileOfLine(Split(Reversed(input), Ratios("a=0.651,b=0.299,c=0.05", seed))),
              FileOfLine(split));
  }
}

TEST(EqualsTest, PartWhereExactNumbersLeaveNoOtherWay) {
  std::string input;
  for (int i = 0; i < 10; ++i) input += "{\"a\":1}\n";
  SplitOptions options = Ratios("a=0.5,b=0.5");
  SplitRun split = Split(input, options);
  EXPECT_EQ(SizesOf(split), (Sizes{{"a", 5}, {"b", 5}}));
  EXPECT_EQ(
      split.run.told.back(),
      "warning: 10 records are equal to some in another split, as exact numbers leave no other "
      "way; --group @record keeps them together, and jsonl-dedupe removes duplicates");
  options.verify = true;
  split = Split(input, options);
  EXPECT_EQ(split.run.code.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(split.files.size(), 0u);
  options.group = "@record";
  split = Split(input, options);
  ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
  EXPECT_EQ(split.run.told.back(), "Verified: no record is in two splits");
}

TEST(EqualsTest, OfAKeyOrWithinStrataStayTogetherToo) {
  const std::string input = Records(3000, [](int i) { return i / 2; });  // pairs
  for (uint64_t seed = 0; seed < 20; ++seed) {
    SplitOptions options = Ratios("a=0.3333,b=0.3333,c=0.3334", seed);
    options.key = "g";
    SplitRun split = Split(input, options);
    EXPECT_EQ(SizesOf(split), (Sizes{{"a", 999}, {"b", 999}, {"c", 1002}}));
    size_t parted = 0;  // 999 is odd: a pair parts at either cut, or one at both
    for (const auto& [group, sizes] : SizesByGroup(split)) parted += sizes.size() > 1 ? 2 : 0;
    EXPECT_LE(parted, 4u);
    EXPECT_EQ(split.run.told.back().substr(0, 11), text::Cat("warning: ", parted, " "));
  }
  std::string strata;
  for (const std::string& line : LinesOf(Duplicates(900))) {
    text::Append(&strata, line.substr(0, line.size() - 1), ",\"s\":", ValueOf(line) % 10 / 3,
                 "}\n");
  }
  SplitOptions options = Ratios("a=0.5,b=0.5");
  options.stratify = "s";
  const SplitRun split = Split(strata, options);
  EXPECT_EQ(SizesOf(split), (Sizes{{"a", 900}, {"b", 900}}));
  EXPECT_EQ(split.run.told.back(), "Verified: within each value of 's' no record is in two splits");

  const SplitRun parted = Split("{\"s\":1}\n{\"s\":1}\n", options);
  EXPECT_EQ(
      parted.run.told.back(),
      "warning: 2 records are equal to some of the same 's' in another split, as exact numbers "
      "leave no other way; --group @record, without --stratify, keeps them together, and "
      "jsonl-dedupe removes duplicates");
}

TEST(StableTest, ARecordsSplitDependsOnItAlone) {
  const std::string input = Records(20000, [](int i) { return i / 4; });
  const std::string half = input.substr(0, input.find("{\"id\":10000,"));
  SplitOptions options = Ratios(kThree);
  options.stable = true;
  SplitOptions by_group = options, shuffled = options;
  by_group.group = "g";
  shuffled.shuffle = true;
  for (const SplitOptions& each : {options, by_group, shuffled}) {
    const SplitRun all = Split(input, each);
    ASSERT_TRUE(all.run.code.ok()) << all.run.code.status();
    const std::map<std::string, std::string> whole = FileOfLine(all);
    EXPECT_EQ(whole.size(), 20000u);
    for (const auto& [line, name] : FileOfLine(Split(half, each))) {
      EXPECT_EQ(whole.at(line), name);
    }
    // Within five standard deviations, of groups of four.
    Sizes sizes = SizesOf(all);
    EXPECT_NEAR(static_cast<double>(sizes["train"]), 18000, 5 * std::sqrt(5000 * 0.09) * 4);
    EXPECT_NEAR(static_cast<double>(sizes["valid"]), 1000, 5 * std::sqrt(5000 * 0.0475) * 4);
    EXPECT_EQ(each.shuffle, !IsInOrder(input, all.files.at("train")));
  }
  for (const auto& [group, sizes] : SizesByGroup(Split(input, by_group))) {
    EXPECT_EQ(sizes.size(), 1u) << group;
  }
  SplitOptions only = options;
  only.only = "test";
  const SplitRun test = Split(input, only);
  EXPECT_EQ(test.files.at("test"), Split(input, options).files.at("test"));
  EXPECT_EQ(test.run.account.written + test.run.account.dropped(), 20000u);
}

TEST(StableTest, EqualsStayTogetherHoweverTheyAreSpelled) {
  SplitOptions options = Ratios("a=0.5,b=0.5");
  options.stable = true;
  std::map<int, std::string> split_of_value;
  for (const auto& [line, name] : FileOfLine(Split(Duplicates(300), options))) {
    EXPECT_EQ(split_of_value.try_emplace(ValueOf(line), name).first->second, name) << line;
  }
}

// Over many seeds, each record is in the smallest split equally often.
TEST(RatioSplitTest, EachRecordIsChosenEquallyOften) {
  const std::string input = Records(60, [](int i) { return i / 3; });
  SplitOptions plain = Ratios("a=0.75,b=0.25"), stratified = plain, grouped = plain, stable = plain;
  stratified.stratify = "g";
  grouped.group = "g";
  stable.stable = true;
  for (SplitOptions options : {plain, stratified, grouped, stable}) {
    constexpr int kSeeds = 400;
    std::map<std::string, int> times;
    for (int seed = 0; seed < kSeeds; ++seed) {
      options.seed = static_cast<uint64_t>(seed);
      const SplitRun split = Split(input, options);
      for (const std::string& line : LinesOf(split.files.at("b"))) ++times[line];
    }
    double chi_square = 0;  // of 60 records; of groups, three times that of 20
    for (const std::string& line : LinesOf(input)) {
      const double off = times[line] - kSeeds * 0.25;
      chi_square += off * off / (kSeeds * 0.25 * 0.75);
    }
    EXPECT_LT(chi_square, options.group.has_value() ? 3 * 50 : 110);
    EXPECT_GT(chi_square, 15);
  }
}

TEST(RatioSplitTest, AllOrdersOfAShuffleAreEquallyLikely) {
  const std::string input = "{\"a\":1}\n{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n";
  SplitOptions options = Ratios("all=1,none=0");
  options.shuffle = true;
  std::map<std::string, int> times;
  constexpr int kSeeds = 1200;
  for (int seed = 0; seed < kSeeds; ++seed) {
    options.seed = static_cast<uint64_t>(seed);
    ++times[Split(input, options).files.at("all")];
  }
  double chi_square = 0;  // with 11 degrees of freedom
  for (const auto& [order, count] : times) {
    chi_square += (count - kSeeds / 12.0) * (count - kSeeds / 12.0) / (kSeeds / 12.0);
  }
  EXPECT_EQ(times.size(), 12u);
  EXPECT_LT(chi_square, 35);
}

TEST(RatioSplitTest, AShuffleChangesTheOrderAlone) {
  const std::string input = Records(500, [](int i) { return i % 7; });
  SplitOptions options = Ratios("a=0.5,b=0.3,c=0.2", 5);
  options.stratify = "g";
  const SplitRun ordered = Split(input, options);
  options.shuffle = true;
  const SplitRun shuffled = Split(input, options);
  EXPECT_EQ(FileOfLine(shuffled), FileOfLine(ordered));
  EXPECT_NE(shuffled.files, ordered.files);
  for (uint64_t memory : {uint64_t{2000}, uint64_t{1} << 30}) {
    for (int threads : {1, 3}) {
      const test::ToolSetup setup = {.threads = threads, .block_size = 300, .memory = memory};
      EXPECT_EQ(Split(input, options, setup).files, shuffled.files) << memory;
    }
  }
  options.only = "b";
  EXPECT_EQ(Split(input, options).files.at("b"), shuffled.files.at("b"));
}

TEST(RatioSplitTest, RefusesOptionsThatContradict) {
  SplitOptions group = Ratios("a=1"), stratified = Ratios("a=1"), stable = Ratios("a=1");
  group.group = "g";
  group.key = "g";
  stratified.stratify = "g";
  stratified.group = "g";
  stable.stable = true;
  stable.stratify = "g";
  for (const SplitOptions& options : {group, stratified, stable}) {
    SplitRun split = Split("no JSON\n", options);
    EXPECT_EQ(split.run.code.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(split.files.size(), 0u);
  }
}

}  // namespace
}  // namespace jsonl

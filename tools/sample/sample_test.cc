#include "tools/sample/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "tools/sample/sampling.h"

namespace jsonl {
namespace {

using test::LinesOf;
using test::ToolRun;
using test::ToolSetup;

TEST(SampleTest, CountIsExact) {
  const std::string input = Records(100);
  for (uint64_t count : {0u, 1u, 37u, 99u, 100u, 101u}) {
    ToolRun run = Sample(input, Count(count));
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(*run.code, 0);
    uint64_t expected = std::min<uint64_t>(count, 100);
    EXPECT_EQ(Occurrences(run.output).size(), expected);
    EXPECT_TRUE(KeepsOrder(input, run.output));
    EXPECT_EQ(run.account.read, 100u);
    EXPECT_EQ(run.account.written, expected);
    EXPECT_EQ(run.account.dropped(), 100 - expected);
    EXPECT_EQ(run.told[0], text::Cat("Sampled ", expected, "/100 records (count ", count, ")"));
  }
}

TEST(SampleTest, EqualRecordsAreCountedOneByOne) {
  std::string input;
  for (int i = 0; i < 10; ++i) input += "{\"a\":1}\n";
  EXPECT_EQ(LinesOf(Sample(input, Count(7)).output).size(), 7u);
}

TEST(SampleTest, RateIsTheDecimalThatItIs) {
  struct Case {
    std::string_view rate;
    int records;
    uint64_t lines;
    uint64_t written;  // different ones
  };
  const Case cases[] = {
      {"0.29", 100, 29, 29}, {"0.4", 9, 3, 3},        {"1", 10, 10, 10}, {"0.999", 1000, 999, 999},
      {"0", 10, 0, 0},       {"1e-3", 999, 0, 0},     {"1.5", 5, 7, 5},  {"2", 10, 20, 10},
      {"2.0", 10, 20, 10},   {"2.29", 100, 229, 100}, {"0.5", 0, 0, 0},
  };
  for (const Case& c : cases) {
    const std::string input = Records(c.records);
    ToolRun run = Sample(input, Rate(c.rate));
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(LinesOf(run.output).size(), c.lines) << c.rate;
    EXPECT_EQ(run.account.written, c.written) << c.rate;
    EXPECT_EQ(run.account.copies, c.lines - c.written) << c.rate;
    EXPECT_TRUE(KeepsOrder(input, run.output)) << c.rate;
    EXPECT_EQ(run.told[0],
              text::Cat("Sampled ", c.lines, "/", c.records, " records (rate ", c.rate, ")"));
    // Copies are spread as evenly as can be.
    for (const auto& [line, times] : Occurrences(run.output)) {
      EXPECT_GE(static_cast<uint64_t>(times), c.lines / static_cast<uint64_t>(c.records)) << line;
      EXPECT_LE(static_cast<uint64_t>(times), c.lines / static_cast<uint64_t>(c.records) + 1)
          << line;
    }
  }
}

TEST(SampleTest, WarnsWhenARateGivesNothing) {
  ToolRun run = Sample(Records(5), Rate("0.1"));
  ASSERT_EQ(run.told.size(), 2u);
  EXPECT_EQ(run.told[1], "warning: rate 0.1 results in 0 records");
}

TEST(SampleTest, GroupsHaveRatesAndCounts) {
  const std::string input = Records(60);  // 30 a, 20 b, 10 c
  struct Case {
    std::string_view rates;
    std::string_view counts;
    std::vector<size_t> lines;  // of a, b, c
  };
  const Case cases[] = {
      {"a=0.5,b=0.25,c=2", "", {15, 5, 20}}, {"", "a=1,b=2,c=30", {1, 2, 10}},
      {"a=0.29", "*=4", {8, 4, 4}},          {"*=0.1", "b=20", {3, 20, 1}},
      {"a=0,*=1", "", {0, 20, 10}},
  };
  for (const Case& c : cases) {
    ToolRun run = Sample(input, By("group", c.rates, c.counts));
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_TRUE(KeepsOrder(input, run.output));
    EXPECT_EQ(LinesByGroup(run.output), c.lines) << c.rates << " " << c.counts;
  }
}

TEST(SampleTest, SaysWhatBecomesOfEachGroup) {
  ToolRun run = Sample(Records(60) + "{\"id\":60}\n", By("group", "a=0.5,b=0.01,x=1", "*=2"));
  const std::vector<std::string> expected = {
      "Sampled 15/30 records for 'a' (rate 0.5)",
      "Sampled 0/20 records for 'b' (rate 0.01)",
      "Sampled 2/10 records for 'c' (count 2)",
      "Sampled 1/1 records for '(none)' (count 2)",
      "warning: rate 0.01 results in 0 records for 'b'",
      "warning: no record is in group 'x'",
  };
  EXPECT_EQ(run.told, expected);
}

TEST(SampleTest, SaysLittleOfManyGroups) {
  ToolRun run = Sample(Records(200), By("id", "*=0.5", ""));
  ASSERT_EQ(run.told.size(), 102u);
  EXPECT_EQ(run.told[49], "Sampled 0/1 records for '49' (rate 0.5)");
  EXPECT_EQ(run.told[50], "... and so on for 150 groups more");
  EXPECT_EQ(run.told[100], "warning: rate 0.5 results in 0 records for '49'");
  EXPECT_EQ(run.told[101], "warning: ... and the same for 150 groups more");
  SampleOptions mixed = By("id", "", "");
  mixed.total = 200;
  mixed.temperature = "1";
  EXPECT_EQ(Sample(Records(200), mixed).told.size(), 52u);
}

TEST(SampleTest, AGroupWithoutARuleIsAnError) {
  ToolRun run = Sample(Records(60), By("group", "a=0.5,b=1", ""));
  EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(text::FromAbsl(run.code.status().message()),
            "group 'c' has no rate or count: name it, or give *=VALUE for all that are not named");
  EXPECT_EQ(run.output, "");
}

TEST(SampleTest, MalformedLinesStopItOrAreNoRecords) {
  const std::string input = Records(4) + "no JSON\n\n" + Records(6);
  ToolRun stopped = Sample(input, Count(3));
  EXPECT_TRUE(stopped.stopped);
  EXPECT_EQ(stopped.output, "");
  for (size_t block_size : {16u, 100000u}) {
    ToolRun run = Sample(input, Rate("1"), {.rejects = true, .block_size = block_size});
    EXPECT_EQ(run.output, Records(4) + Records(6)) << block_size;
    EXPECT_EQ(run.rejects, "no JSON\n") << block_size;
    EXPECT_EQ(run.account.read, 11u) << block_size;
  }
}

TEST(SampleTest, SameBytesForAnyThreadsBlocksAndMemory) {
  const std::string input = Records(500);
  SampleOptions shuffled = Rate("1.5");
  shuffled.shuffle = true;
  SampleOptions bernoulli;
  bernoulli.bernoulli = "0.3";
  SampleOptions weighted = Rate("0.3"), mixed = Mixed(800, "a=0.2,*=0.8");
  weighted.weight = "id";
  mixed.weight = "id";
  mixed.shuffle = true;
  for (const SampleOptions& options : {Count(123), Rate("0.7"), By("group", "a=0.3,*=1.7", ""),
                                       shuffled, bernoulli, weighted, mixed}) {
    const std::string expected = Sample(input, options).output;
    ASSERT_NE(expected, "");
    for (int threads : {1, 3}) {
      for (size_t block_size : {32u, 500u, 100000u}) {
        for (uint64_t memory : {uint64_t{2000}, uint64_t{1} << 30}) {
          ToolSetup setup = {.threads = threads, .block_size = block_size, .memory = memory};
          ASSERT_EQ(Sample(input, options, setup).output, expected)
              << threads << " " << block_size << " " << memory;
        }
      }
    }
  }
}

TEST(SampleTest, RefusesBadOptionsBeforeReading) {
  SampleOptions nothing, two = Count(1), key = Count(1), share, streaming;
  two.rate = "1";
  key.key = "a..b";
  share.bernoulli = "1.5";
  streaming.bernoulli = "0.5";
  streaming.shuffle = true;
  SampleOptions grouped = By("group", "a=1", "");
  grouped.count = 1;
  SampleOptions no_rules = By("group", "", "");
  SampleOptions no_field = By("group", "a=1", "");
  no_field.by.reset();
  SampleOptions total = By("group", "", ""), shares = total, limited = Count(1), weighted, keyed;
  total.total = 1;
  shares.shares = "*=1";
  limited.max_repeat = "1";
  weighted.weight = "w";
  weighted.shuffle = true;
  keyed.key = "id";
  keyed.shuffle = true;
  const std::pair<SampleOptions, std::string_view> cases[] = {
      {nothing, "say how much: "},
      {two, "give only one of --count, --rate, "},
      {grouped, "give only one of --count, --rate, "},
      {no_rules, "--by FIELD goes with --rates or --counts, or with --total and "},
      {no_field, "--by FIELD goes with --rates or --counts"},
      {total, "--total N goes with one of --shares and --temperature"},
      {shares, "--total N goes with one of --shares and --temperature"},
      {limited, "--max-repeat goes with --total"},
      {weighted, "--weight decides who is chosen: "},
      {keyed, "--key decides who is chosen, "},
      {Mixed(1, "a=0.5"), "--shares a=0.5: the sum is not 1"},
      {By("group", "a", ""), "--rates takes GROUP=VALUE,..., not 'a'"},
      {By("group", "", "a=x"), "--counts a=x: 'x' is no count"},
      {key, ""},
      {Rate("-1"), ""},
      {share, "--bernoulli takes a probability, at most 1"},
      {streaming, "--bernoulli streams; use --rate with --shuffle"},
  };
  for (const auto& [options, message] : cases) {
    ToolRun run = Sample("no JSON\n", options);
    EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument) << message;
    EXPECT_EQ(text::FromAbsl(run.code.status().message()).substr(0, message.size()), message);
    EXPECT_EQ(run.findings, "");
  }
}

}  // namespace
}  // namespace jsonl

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

namespace jsonl {
namespace {

using test::LinesOf;
using test::ToolRun;
using test::ToolSetup;

ToolRun Sample(std::string_view input, const SampleOptions& options, const ToolSetup& setup = {}) {
  return test::RunTool({input}, setup,
                       [&](pipeline::Session& session) { return RunSample(options, session); });
}

SampleOptions Count(uint64_t count) {
  SampleOptions options;
  options.count = count;
  return options;
}

SampleOptions Rate(std::string_view rate) {
  SampleOptions options;
  options.rate = rate;
  return options;
}

SampleOptions By(std::string_view field, std::string_view rates, std::string_view counts) {
  SampleOptions options;
  options.by = field;
  if (!rates.empty()) options.rates = rates;
  if (!counts.empty()) options.counts = counts;
  return options;
}

SampleOptions Mixed(uint64_t total, std::string_view shares) {
  SampleOptions options = By("group", "", "");
  options.total = total;
  options.shares = shares;
  return options;
}

// n different records; `group` is a for the first half of them, then b for a third, else c.
std::string Records(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) {
    text::Append(&input, "{\"id\":", i, ",\"group\":\"",
                 i < n / 2       ? "a"
                 : i < n * 5 / 6 ? "b"
                                 : "c",
                 "\"}\n");
  }
  return input;
}

// Weights 0, 1, 2, 3, 0, 1 and so on.
std::string Weighted(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) {
    text::Append(&input, "{\"w\":", i % 4, ",\"id\":", i, ",\"group\":\"", i % 2 ? "a" : "b",
                 "\"}\n");
  }
  return input;
}

// How often each line occurs.
std::map<std::string, int> Occurrences(std::string_view text) {
  std::map<std::string, int> times;
  for (std::string& line : LinesOf(text)) ++times[std::move(line)];
  return times;
}

// Whether the lines are some of those of the input, in its order; a line may come several times in
// a row.
bool KeepsOrder(std::string_view input, std::string_view output) {
  std::vector<std::string> all = LinesOf(input);
  auto at = all.begin();
  for (const std::string& line : LinesOf(output)) {
    at = std::find(at, all.end(), line);
    if (at == all.end()) return false;
  }
  return true;
}

// How many lines there are of a, b and c.
std::vector<size_t> LinesByGroup(std::string_view output) {
  std::vector<size_t> lines(3);
  for (const std::string& line : LinesOf(output)) {
    ++lines[static_cast<size_t>(line[line.size() - 3] - 'a')];
  }
  return lines;
}

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
      "Sampled 15/30 records for 'a' (rate 0.5)",        "Sampled 0/20 records for 'b' (rate 0.01)",
      "warning: rate 0.01 results in 0 records for 'b'", "Sampled 2/10 records for 'c' (count 2)",
      "Sampled 1/1 records for '(none)' (count 2)",      "warning: no record is in group 'x'",
  };
  EXPECT_EQ(run.told, expected);
}

TEST(SampleTest, AGroupWithoutARuleIsAnError) {
  ToolRun run = Sample(Records(60), By("group", "a=0.5,b=1", ""));
  EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(text::FromAbsl(run.code.status().message()),
            "group 'c' has no rate or count: name it, or give *=VALUE for all that are not named");
  EXPECT_EQ(run.output, "");
}

TEST(SampleTest, AMixHasItsTotalAndItsShares) {
  const std::string input = Records(60);  // 30 a, 20 b, 10 c
  SampleOptions limited = Mixed(100, "a=0.2,b=0.3,c=0.5");
  limited.max_repeat = "2";
  SampleOptions warm = By("group", "", "");
  warm.total = 1000;
  warm.temperature = "2";  // 5.477 : 4.472 : 3.162
  const std::pair<SampleOptions, std::vector<size_t>> cases[] = {
      {Mixed(10, "a=0.2,b=0.3,c=0.5"), {2, 3, 5}},
      {Mixed(100, "a=0.2,b=0.3,c=0.5"), {20, 30, 50}},
      {limited, {40, 40, 20}},
      {Mixed(40, "a=0.1,*=0.9"), {4, 24, 12}},
      {warm, {418, 341, 241}},
  };
  for (const auto& [options, lines] : cases) {
    ToolRun run = Sample(input, options);
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(LinesByGroup(run.output), lines);
    EXPECT_TRUE(KeepsOrder(input, run.output));
    // Within a group each record comes equally often, or once more.
    std::map<char, std::pair<int, int>> times;
    for (const auto& [line, count] : Occurrences(run.output)) {
      auto [found, added] = times.emplace(line[line.size() - 3], std::pair(count, count));
      found->second.first = std::min(found->second.first, count);
      found->second.second = std::max(found->second.second, count);
    }
    for (const auto& [group, range] : times) EXPECT_LE(range.second - range.first, 1) << group;
  }
}

TEST(SampleTest, SaysHowAMixCameOut) {
  SampleOptions options = Mixed(100, "a=0.2,b=0.3,c=0.5");
  options.max_repeat = "1.5";
  ToolRun run = Sample(Records(60), options);
  const std::vector<std::string> expected = {
      "group      records    share      written achieved  repeats",
      "a               30   0.2000           45   0.5000     1.50",
      "b               20   0.3000           30   0.3333     1.50",
      "c               10   0.5000           15   0.1667     1.50",
      "warning: the mix has 90 records instead of 100: --max-repeat allows no more",
  };
  EXPECT_EQ(run.told, expected);
  const std::string json = run.account.ToJson("x", "y");
  EXPECT_NE(json.find("\"mix\":[{\"group\":\"a\",\"records\":30,\"share\":0.2,\"written\":45,"
                      "\"achieved\":0.5,\"repeats\":1.5},"),
            std::string::npos)
      << json;
}

TEST(SampleTest, WeightZeroIsNeverChosen) {
  SampleOptions count = Count(100), rate = Rate("0.5"), more = Rate("2.5"), bernoulli,
                mixed = Mixed(100, "*=1");
  bernoulli.bernoulli = "1";
  struct Case {
    SampleOptions options;
    size_t lines;
    int most;  // times the same record
  };
  for (Case c :
       {Case{count, 30, 1}, {rate, 15, 1}, {more, 75, 3}, {bernoulli, 30, 1}, {mixed, 100, 4}}) {
    for (bool shuffle : {false, true}) {
      c.options.weight = "w";
      c.options.shuffle = shuffle && !c.options.bernoulli.has_value();
      ToolRun run = Sample(Weighted(40), c.options);
      ASSERT_TRUE(run.code.ok()) << run.code.status();
      EXPECT_EQ(LinesOf(run.output).size(), c.lines);
      EXPECT_EQ(run.output.find("\"w\":0"), std::string::npos);
      for (const auto& [line, times] : Occurrences(run.output)) EXPECT_LE(times, c.most) << line;
    }
  }
}

TEST(SampleTest, ARecordWithoutAWeightIsNone) {
  const std::string input = Weighted(6) + "{\"w\":-1}\n{\"w\":\"1\"}\n{}\n" + Weighted(4);
  SampleOptions exact = Count(3), bernoulli;
  bernoulli.bernoulli = "0.5";
  for (SampleOptions options : {exact, bernoulli}) {
    options.weight = "w";
    ToolRun stopped = Sample(input, options);
    EXPECT_TRUE(stopped.stopped);
    EXPECT_NE(stopped.findings.find("1.jsonl:7: error: Weight 'w' must be a number that is not "
                                    "negative, not -1 [wrong-type]"),
              std::string::npos)
        << stopped.findings;
    ToolRun run = Sample(input, options, {.rejects = true});
    EXPECT_EQ(run.rejects, "{\"w\":-1}\n{\"w\":\"1\"}\n{}\n");
    EXPECT_EQ(run.account.rejected(), 3u);
  }
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
  SampleOptions total = By("group", "", ""), shares = total, limited = Count(1), weighted;
  total.total = 1;
  shares.shares = "*=1";
  limited.max_repeat = "1";
  weighted.weight = "w";
  weighted.shuffle = true;
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

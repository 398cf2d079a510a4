// Mixes and weights of jsonl-sample.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/testing/tool_run.h"
#include "tools/sample/sample.h"
#include "tools/sample/sampling.h"

namespace jsonl {
namespace {

using test::LinesOf;
using test::ToolRun;

TEST(MixSampleTest, AMixHasItsTotalAndItsShares) {
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

TEST(MixSampleTest, SaysHowAMixCameOut) {
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

TEST(MixSampleTest, WeightZeroIsNeverChosen) {
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

TEST(MixSampleTest, ARecordWithoutAWeightIsNone) {
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

}  // namespace
}  // namespace jsonl

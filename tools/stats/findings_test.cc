#include "tools/stats/findings.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/testing/json_text.h"
#include "tools/stats/reports.h"
#include "tools/stats/tally.h"
#include "tools/stats/targets.h"

namespace jsonl::stats {
namespace {

using Sizes = std::vector<std::pair<std::string, uint64_t>>;

Column OfGroups(const Sizes& groups) {
  Column column;
  column.statistics.by = "task";
  for (const auto& [name, records] : groups) column.statistics.tally.Group(name).records = records;
  return column;
}

// "line | column name: detail | ... | +more", a finding each.
std::vector<std::string> Told(const std::vector<Column>& columns,
                              const ReportOptions& options = {}) {
  std::vector<GroupTally> totals;
  std::vector<std::string> labels;
  for (size_t i = 0; i < columns.size(); ++i) {
    totals.push_back(columns[i].statistics.tally.Total());
    labels.push_back("in" + std::to_string(i));
  }
  std::vector<std::string> told;
  for (const Finding& finding : FindingsOf(columns, totals, labels, options)) {
    std::string text = finding.line;
    for (const Instance& instance : finding.instances) {
      text += " | ";
      if (instance.column != Instance::kAllColumns) text += std::to_string(instance.column) + " ";
      text += instance.name + ": " + instance.detail;
    }
    if (finding.more > 0) text += " | +" + std::to_string(finding.more);
    told.push_back(text);
  }
  return told;
}
using Lines = std::vector<std::string>;

template <typename... Columns>
std::vector<Column> List(Columns... columns) {
  std::vector<Column> list;
  (list.push_back(std::move(columns)), ...);
  return list;
}

TEST(Findings, NothingOfNothingWrong) {
  EXPECT_EQ(Told(List(OfGroups({{"a", 100}, {"b", 900}}))), Lines());
}

TEST(Findings, NoRecords) {
  EXPECT_EQ(Told(List(OfGroups({}))), Lines{"There are no records | 0 : "});
}

TEST(Findings, TheWorstFirstAndTheRestCounted) {
  Sizes groups;
  for (int i = 0; i < 20; ++i)
    groups.emplace_back("g" + std::to_string(10 + i % 10 * 10 + i / 10), 10 + i);
  groups.emplace_back("many", 100);
  const Lines told = Told(List(OfGroups(groups)));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0],
            "Groups of fewer than 100 records | 0 g10: 10 records | 0 g20: 11 records | 0 g30: 12 "
            "records | 0 g40: 13 records | 0 g50: 14 records | 0 g60: 15 records | 0 g70: 16 "
            "records | 0 g80: 17 records | +12");
}

TEST(Findings, TheLeastIsAnOption) {
  EXPECT_EQ(Told(List(OfGroups({{"a", 1500}})), {.min_per_group = 2000}),
            Lines{"Groups of fewer than 2,000 records | 0 a: 1,500 records"});
}

TEST(Findings, Goals) {
  ReportOptions options;
  options.targets = *ParseTargets(
      R"({"a":{"examples":[200,400]},"b":{"examples":[100,150]},"c":{"examples":10,"templates":2},
          "*":{"examples":1000}})");
  EXPECT_EQ(
      Told(List(OfGroups({{"a", 120}, {"b", 180}})), options),
      (Lines{
          "Goals that are missed | 0 c: 0 examples, 10 short of 10 | 0 c: 0 templates, 2 "
          "short of 2 | 0 : all groups: 300 examples, 700 short of 1,000 | 0 a: 120 examples, 80 "
          "short of 200",
          "Goals that are exceeded | 0 b: 180 examples, 30 over 150"}));
}

TEST(Findings, FieldsOfSeveralTypes) {
  Column column = OfGroups({{"a", 200}});
  const auto add = [&](std::string_view json, uint64_t line) {
    test::ParsedText parsed(json);
    column.statistics.paths.Count(parsed.root(), {line, line, 0});
  };
  add(R"({"id":1,"at":"2024-01-01"})", 1);
  add(R"({"id":"x","at":"2024-01-02"})", 2);
  column.statistics.paths.Settle();
  EXPECT_EQ(Told(List(std::move(column))),
            (Lines{"Fields with values of more than one type | 0 id: 1 integer, 1 string",
                   "Fields that typed columns would change, or refuse | 0 at: dates"}));
}

TEST(Findings, LabelsThatAreNearlyAlwaysTheSame) {
  Column column = OfGroups({{"a", 200}});
  ValueTally& labels =
      column.statistics.tally.Group("a").labels[static_cast<size_t>(Label::kDifficulty)];
  labels.Add("easy", 190);
  labels.Add("hard", 10);
  EXPECT_EQ(Told(List(std::move(column))),
            Lines{"Labels that are nearly always the same | 0 : Difficulty is easy in 190 of 200 "
                  "records (95.0%)"});
}

TEST(Findings, RecordsBeyondTheCutOff) {
  Column column = OfGroups({{"a", 200}});
  column.statistics.tokenizer = "chars";
  column.statistics.tally.Group("a").tokens.records = {{10, 199}, {110, 1}};
  EXPECT_EQ(Told(List(std::move(column)), {.cutoff = 100}),
            Lines{"Records of more than 100 tokens | 0 : 1 record (0.5%), 10 tokens lost (0.5%)"});
}

TEST(Findings, GroupsThatSomeInputsLack) {
  EXPECT_EQ(Told(List(OfGroups({{"a", 500}, {"b", 500}}), OfGroups({{"a", 100}}), OfGroups({}))),
            (Lines{"There are no records | 2 : ", "Groups that some inputs lack | b: none in in1",
                   "Groups with other shares in other inputs | a: 100.0% of in1, 50.0% of in0"}));
}

TEST(Findings, SharesThatDifferByMoreThanChance) {
  EXPECT_EQ(Told(List(OfGroups({{"a", 900}, {"b", 100}}), OfGroups({{"a", 400}, {"b", 600}}))),
            Lines{"Groups with other shares in other inputs | a: 90.0% of in0, 40.0% of in1"
                  " | b: 60.0% of in1, 10.0% of in0"});
  // A tenth of them more, but of few.
  EXPECT_EQ(Told(List(OfGroups({{"a", 500}, {"b", 500}}), OfGroups({{"a", 12}, {"b", 8}})),
                 {.min_per_group = 1}),
            Lines());
}

}  // namespace
}  // namespace jsonl::stats

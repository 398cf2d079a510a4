#include "tools/stats/reports.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jsonl::stats {
namespace {

Statistics OfGroups(const std::vector<std::pair<std::string_view, uint64_t>>& groups,
                    std::string by = "task") {
  Statistics statistics;
  statistics.by = std::move(by);
  for (const auto& [name, records] : groups) {
    GroupTally& group = statistics.tally.Group(name);
    group.records = records;
    group.kinds[static_cast<size_t>(Kind::kOther)] = records;
  }
  return statistics;
}

// The lines of the text report between a heading and the next blank line.
std::string Section(const std::string& report, std::string_view heading) {
  size_t begin = report.find(heading);
  EXPECT_NE(begin, report.npos) << heading << " in " << report;
  if (begin == report.npos) return "";
  begin += heading.size();
  return report.substr(begin, report.find("\n\n", begin) + 1 - begin);
}

TEST(TextReport, SortsGroupsBySizeThenName) {
  std::string report = TextReport(OfGroups({{"b", 1}, {"d", 5}, {"c", 1}, {"a", 1}}), {});
  EXPECT_EQ(Section(report, "By Task:\n"),
            "  d                   :      5 ( 62.5%)\n"
            "  a                   :      1 ( 12.5%)\n"
            "  b                   :      1 ( 12.5%)\n"
            "  c                   :      1 ( 12.5%)\n");
}

TEST(TextReport, KeepsColumnsAsLongAsTheyFit) {
  std::string report = TextReport(
      OfGroups({{"\xe4\xb8\xad\xe6\x96\x87", 3}, {"longer than its column is", 2}, {"", 1}}, "/a"),
      {});
  EXPECT_EQ(Section(report, "By /a:\n"),
            "  \xe4\xb8\xad\xe6\x96\x87                  :      3 ( 50.0%)\n"
            "  longer than its column is:      2 ( 33.3%)\n"
            "                      :      1 ( 16.7%)\n");
  report = TextReport(OfGroups({{"many", 12345678}}), {});
  EXPECT_EQ(Section(report, "By Task:\n"), "  many                : 12345678 (100.0%)\n");
}

TEST(TextReport, NamesTakeOneLine) {
  std::string report = TextReport(OfGroups({{"a\nBy Format:\n\x7f", 1}}, "a\tb"), {});
  EXPECT_EQ(Section(report, "By a\\tb:\n"), "  a\\nBy Format:\\n\\x7f :      1 (100.0%)\n");
}

TEST(TextReport, LeavesOutWhatThereIsNot) {
  std::string report = TextReport(OfGroups({{"a", 2}}), {});
  EXPECT_EQ(report.find("Output Length"), report.npos);
  EXPECT_EQ(report.find("Valid JSON"), report.npos);
  EXPECT_EQ(report.find("SFT"), report.npos);
  EXPECT_NE(report.find("  Other     :      2 (100.0%)\n"), report.npos) << report;
}

TEST(JsonReport, SortsGroupsByNameAndEscapesThem) {
  std::string report = JsonReport(OfGroups({{"b\"\n", 1}, {"a", 2}, {"B", 3}}, "x\"y"), {});
  EXPECT_EQ(report.find("{\n  \"by\": \"x\\\"y\",\n  \"records\": 6,\n"), 0u) << report;
  size_t upper = report.find("\"B\": {"), a = report.find("\"a\": {"),
         b = report.find("\"b\\\"\\n\": {");
  ASSERT_NE(b, report.npos) << report;
  EXPECT_LT(upper, a);
  EXPECT_LT(a, b);
  EXPECT_NE(report.find("\"share\": 0.3333333333333333,"), report.npos) << report;
}

TEST(JsonReport, CountsPastWhatADoubleHolds) {
  Statistics statistics;
  GroupTally& group = statistics.tally.Group("a");
  group.records = 9007199254740993;
  group.lengths[static_cast<size_t>(Part::kResponse)][3] = 9007199254740993;
  std::string report = JsonReport(statistics, {});
  EXPECT_NE(report.find("\"records\": 9007199254740993,"), report.npos) << report;
  EXPECT_NE(report.find("\"sum\": 27021597764222979}"), report.npos) << report;
}

}  // namespace
}  // namespace jsonl::stats

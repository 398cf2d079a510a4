#include "tools/stats/html/html_report.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/record/registry.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"
#include "tools/stats/cost.h"
#include "tools/stats/reports.h"
#include "tools/stats/tally.h"
#include "tools/stats/targets.h"

namespace jsonl::stats::html {
namespace {

size_t Occurrences(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

void Fill(uint64_t records, uint32_t length, GroupTally* group) {
  group->records += records;
  group->kinds[static_cast<size_t>(Kind::kSft)] += records;
  group->formats[record::All().front()] += records;
  for (LengthHistogram& lengths : group->lengths) lengths[length] += records;
  for (uint64_t i = 0; i < records; ++i) group->responses.Add(i * 0x9e3779b97f4a7c15);
}

std::vector<Column> One(const std::vector<std::pair<std::string, uint64_t>>& groups) {
  std::vector<Column> columns(1);
  columns[0].statistics.by = "task";
  for (const auto& [name, records] : groups) {
    Fill(records, 10, &columns[0].statistics.tally.Group(name));
  }
  return columns;
}

TEST(HtmlReport, TellsFindingsBeforeTheGroups) {
  const std::string page = HtmlReport(One({{"qa", 250}, {"sql", 7}}), {});
  const size_t finding = page.find("Groups of fewer than 100 records");
  const size_t group = page.find("<th scope=\"row\" id=\"g1\"><bdi>qa</bdi></th>");
  ASSERT_NE(finding, page.npos) << page;
  ASSERT_NE(group, page.npos) << page;
  EXPECT_LT(finding, group);
  EXPECT_NE(page.find("<a href=\"#g2\"><bdi>sql</bdi></a>: 7 records"), page.npos) << page;
}

TEST(HtmlReport, SaysSoWhenNothingStandsOut) {
  const std::string page = HtmlReport(One({{"qa", 250}}), {});
  EXPECT_NE(page.find("Nothing stands out"), page.npos) << page;
  EXPECT_EQ(page.find("class=\"tag "), page.npos) << page;
}

TEST(HtmlReport, NamesInputsOnlySideBySide) {
  std::vector<Column> columns = One({{"qa", 250}});
  columns[0].statistics.inputs = {"secret/path.jsonl"};
  EXPECT_EQ(HtmlReport(columns, {}).find("path.jsonl"), std::string::npos);
  std::vector<Column> both = One({{"qa", 250}});
  both[0].name = "raw/a.jsonl";
  both.push_back(std::move(One({{"sql", 250}})[0]));
  both[1].name = "clean/a.jsonl";
  const std::string page = HtmlReport(both, {});
  EXPECT_NE(page.find("raw/a.jsonl"), page.npos);
  EXPECT_NE(page.find("clean/a.jsonl"), page.npos);
  EXPECT_NE(page.find("none in clean/a.jsonl"), page.npos) << page;
}

TEST(HtmlReport, NothingFromTheDataIsMarkup) {
  const std::string bad = "<script>alert('x')</script>\"&\xe2\x80\xae\x1b";
  std::vector<Column> columns = One({{bad, 5}, {"a", 200}});
  Statistics& statistics = columns[0].statistics;
  statistics.by = bad;
  statistics.tokenizer = bad;
  GroupTally& group = statistics.tally.Group(bad);
  group.roles.Add(bad);
  group.turns[1] = 1;
  for (ValueTally& labels : group.labels) labels.Add(bad);
  test::ParsedText parsed(R"({"<script>\u202e\"": 1})");
  statistics.paths.Count(parsed.root(), {0, 1, 0});
  test::ParsedText other(R"({"<script>\u202e\"": "x"})");
  statistics.paths.Count(other.root(), {1, 2, 0});
  statistics.paths.Settle();
  columns[0].name = bad;
  ReportOptions options;
  options.targets = Targets{{bad, Target{Goal{10, {}}, {}}}};
  const std::string page = HtmlReport(columns, options);
  EXPECT_EQ(page.find("<script"), page.npos);
  EXPECT_EQ(page.find('\x1b'), page.npos);
  EXPECT_EQ(page.find("\xe2\x80\xae"), page.npos);
  EXPECT_GE(Occurrences(page, "&lt;script&gt;"), 8u);
}

// As many and as hostile as they come: it stays a page.
void AddHostile(int seed, Column* column) {
  Statistics& statistics = column->statistics;
  statistics.by = std::string(500, '&');
  statistics.tokenizer = statistics.by;
  for (int i = 0; i < 400; ++i) {
    GroupTally& group = statistics.tally.Group(text::Cat(i, std::string(190, '&')));
    Fill(static_cast<uint64_t>(i % 97 + seed), static_cast<uint32_t>(i * i * 5000), &group);
    group.turns[static_cast<uint32_t>(i)] = 1;
    group.tokens.records[static_cast<uint32_t>(i * i * 50)] = 7;
    const std::string value = text::Cat(i * seed, std::string(190, '&'));
    group.roles.Add(value);
    for (ValueTally& labels : group.labels) labels.Add(value);
    for (int script = 0; script < 150; ++script)
      group.scripts[static_cast<text::Script>(script)] = {1, 1};
  }
  std::string record = "{";
  for (int i = 0; i < 900; ++i) {
    text::Append(&record, i == 0 ? "" : ",", "\"", i, std::string(190, '<'),
                 "\":", seed % 2 == 0 ? "1" : "\"x\"");
  }
  record += "}";
  for (int i = 0; i < 2; ++i) {
    std::string text = record;
    if (i == 1) {
      for (size_t at = text.find("\":"); at != text.npos; at = text.find("\":", at + 3)) {
        text.replace(at + 2, seed % 2 == 0 ? 1 : 3, "[]");
      }
    }
    test::ParsedText parsed(text);
    statistics.paths.Count(parsed.root(), {static_cast<uint64_t>(i), static_cast<uint64_t>(i), 0});
  }
  statistics.paths.Settle();
}

TEST(HtmlReport, IsBelow300KilobytesWhateverThereIs) {
  ReportOptions options;
  options.price = *ParsePrice("1,2");
  options.cutoff = 1000;
  options.targets.emplace();
  for (int i = 0; i < 1000; ++i) {
    options.targets->emplace(text::Cat(i, std::string(190, '&')),
                             Target{Goal{1000000, 2000000}, Goal{1, {}}});
  }
  std::vector<Column> columns;
  for (int i = 0; i < 12; ++i) {
    columns.emplace_back().name = text::Cat(std::string(400, '&'), "/", i);
    AddHostile(i + 1, &columns.back());
  }
  const std::string several = HtmlReport(columns, options);
  EXPECT_LT(several.size(), 300'000u);
  EXPECT_NE(several.find("... and 4 more inputs"), several.npos);
  columns.resize(1);
  columns[0].name = "";
  const std::string one = HtmlReport(columns, options);
  EXPECT_LT(one.size(), 300'000u);
  EXPECT_NE(one.find("... and 300 more groups"), one.npos);
}

}  // namespace
}  // namespace jsonl::stats::html

#include "tools/stats/stats.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

using test::ToolRun;
using test::ToolSetup;

ToolRun Stats(std::string_view input, const StatsOptions& options = {.to = "json"},
              const ToolSetup& setup = {}) {
  return test::RunTool({input}, setup, [&](pipeline::Session& session) -> absl::StatusOr<int> {
    absl::StatusOr<bool> good = RunStats(options, session);
    if (!good.ok()) return good.status();
    return *good ? 0 : 1;
  });
}

// Responses: 7 code points and JSON; 3 and not; 2 (of 5 bytes) and not; 8, escaped, JSON.
constexpr std::string_view kMixed =
    R"({"task":"b","input":{"instruction":"i"},"output":"[1,2,3]"})"
    "\n"
    R"({"task":"a","input":{"instruction":"i"},"output":"{a}"})"
    "\n"
    R"({"task":"b","input":{"instruction":"i"},"chosen":"é€","rejected":"{}"})"
    "\n\n"
    R"({"task":"b","input":{"instruction":"i"},"output":"{\"a\": 1}"})"
    "\n"
    R"({"text":"[]"})";

TEST(Stats, JsonHoldsWhatIsCountedByHand) {
  ToolRun run = Stats(kMixed);
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  const auto has = [&run](std::string_view part) {
    EXPECT_NE(run.output.find(part), std::string::npos) << part << " in " << run.output;
  };
  has("{\n  \"by\": \"task\",\n  \"records\": 5,\n  \"formats\": {\"sft\": 3, \"dpo\": 1, "
      "\"text\": 1},\n"
      "  \"record_formats\": {\"task\": 4, \"text\": 1},\n  \"responses\": 4,\n"
      "  \"length\": {\"min\": 2, \"mean\": 5, \"max\": 8, \"p50\": 3, \"p90\": 8, \"p99\": 8, "
      "\"sum\": 20},\n"
      "  \"valid_json\": {\"count\": 2, \"rate\": 0.5},\n"
      "  \"distinct_responses\": {\"count\": 4, \"exact\": true},\n");
  has("    \"(none)\": {\n      \"records\": 1,\n      \"share\": 0.2,\n      \"formats\": "
      "{\"text\": 1},\n");
  has("\"length\": {\"min\": null, \"mean\": null, \"max\": null, \"p50\": null, \"p90\": null, "
      "\"p99\": "
      "null, \"sum\": 0},\n      \"valid_json\": {\"count\": 0, \"rate\": null},\n");
  has("\"text\": {\"records\": 1, \"min\": 2, ");
  has("    \"b\": {\n      \"records\": 3,\n      \"share\": 0.6,\n      \"formats\": {\"sft\": 2, "
      "\"dpo\": 1},\n");
  has("\"mean\": 5.666666666666667, \"max\": 8, \"p50\": 7, \"p90\": 8, \"p99\": 8, \"sum\": 17}");
  EXPECT_EQ(run.account.read, 5u);
  EXPECT_EQ(run.account.written, 5u);
}

TEST(Stats, TextListsGroupsBySize) {
  EXPECT_EQ(Stats(kMixed, {.to = "text"}).output.substr(0, 558),
            R"(============================================================
Dataset Statistics
============================================================

Total Examples: 5

By Task:
  b                   :      3 ( 60.0%)
  (none)              :      1 ( 20.0%)
  a                   :      1 ( 20.0%)

By Format:
  SFT       :      3 ( 60.0%)
  DPO       :      1 ( 20.0%)
  Text      :      1 ( 20.0%)

Output Length:
  Average: 5.0 chars
  Min:     2 chars
  Max:     8 chars

Quality:
  Valid JSON: 50.0%
============================================================
)");
}

TEST(Stats, AlmostAllIsNotAll) {
  std::string input;
  for (int i = 0; i < 9999; ++i) input += "{\"task\":\"most\",\"output\":\"1\"}\n";
  input += "{\"task\":\"least\",\"output\":\"x\"}\n";
  std::string output = Stats(input, {.to = "text"}).output;
  EXPECT_NE(output.find("  most                :   9999 ( 99.9%)\n"), std::string::npos) << output;
  EXPECT_NE(output.find("  SFT       :  10000 (100.0%)\n"), std::string::npos) << output;
  EXPECT_NE(output.find("Valid JSON: 99.9%\n"), std::string::npos) << output;
}

TEST(Stats, EmptyInput) {
  ToolRun json = Stats("");
  EXPECT_EQ(
      json.output.substr(0, 73),
      "{\n  \"by\": \"task\",\n  \"records\": 0,\n  \"formats\": {},\n  \"record_formats\": {}");
  EXPECT_TRUE(json.output.ends_with("\"paths\": 0,\n  \"conflicts\": [],\n  \"groups\": {}\n}\n"));
  std::string output = Stats("\n \n", {.to = "text"}).output;
  EXPECT_NE(output.find("Total Examples: 0\n"), std::string::npos) << output;
}

TEST(Stats, GroupsByValuesOfAnyType) {
  constexpr std::string_view kInput =
      "{\"m\":{\"k\":1.50}}\n{\"m\":{\"k\":\"1.50\"}}\n{\"m\":{\"k\":true}}\n{\"m\":{\"k\":null}}\n"
      "{\"m\":7}\n{\"m\":{\"k\":[1, {\"a\" : \"b\"}]}}\n{\"m\":{\"k\":\"\"}}\n"
      "{\"m\":{\"k\":\"a\\nb\"}}\n";
  std::string output = Stats(kInput, {.by = "m.k", .to = "text"}).output;
  size_t begin = output.find("By m.k:\n");
  ASSERT_NE(begin, std::string::npos) << output;
  EXPECT_EQ(output.substr(begin, output.find("\n\n", begin) - begin),
            "By m.k:\n"
            "  (none)              :      2 ( 25.0%)\n"
            "  1.50                :      2 ( 25.0%)\n"
            "                      :      1 ( 12.5%)\n"
            "  [1,{\"a\":\"b\"}]       :      1 ( 12.5%)\n"
            "  a\\nb                :      1 ( 12.5%)\n"
            "  true                :      1 ( 12.5%)");
}

TEST(Stats, JsonOfResponsesIsStrict) {
  struct Case {
    std::string_view response;
    int valid;
  };
  const Case cases[] = {{"", 0},         {" ", 0},       {"null", 1},  {" 1 ", 1},
                        {"NaN", 0},      {"{}{}", 0},    {"1e999", 1}, {"[1,]", 0},
                        {"\\\"\\\"", 1}, {"\\u0000", 0}, {"'a'", 0}};
  for (const Case& c : cases) {
    std::string input = text::Cat("{\"output\":\"", c.response, "\"}\n");
    std::string expected = text::Cat("\"valid_json\": {\"count\": ", c.valid, ", ");
    EXPECT_NE(Stats(input).output.find(expected), std::string::npos) << input;
  }
}

TEST(Stats, SameBytesForAnyThreadsAndBlocks) {
  std::string input;
  for (int i = 0; i < 500; ++i) {
    text::Append(&input, R"({"task":"t)", i % 7, R"(","input":{"instruction":"i"},")",
                 i % 5 == 0 ? "chosen" : "output", R"(":"[)", std::string(i % 83, '1'),
                 i % 3 == 0 ? "" : "]", i % 11 == 0 ? R"( \"é\")" : "", R"(","rejected":"r"})",
                 i % 13 == 0 ? "\r\n\n" : "\n");
  }
  for (const char* to : {"json", "text"}) {
    const std::string expected = Stats(input, {.to = to}).output;
    ASSERT_FALSE(expected.empty());
    for (int threads : {1, 2, 7}) {
      for (size_t block_size : {64u, 200u, 4096u}) {
        ToolSetup setup = {.threads = threads, .block_size = block_size};
        EXPECT_EQ(Stats(input, {.to = to}, setup).output, expected) << threads << " " << block_size;
      }
    }
  }
}

TEST(Stats, StopsAtAMalformedLineWithoutAReport) {
  std::string input = text::Cat(kMixed, "\nnot JSON\n", kMixed);
  for (size_t block_size : {size_t{64}, size_t{1} << 20}) {
    ToolRun run = Stats(input, {}, {.threads = 2, .block_size = block_size});
    EXPECT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_TRUE(run.stopped);
    EXPECT_EQ(run.output, "");
    EXPECT_EQ(run.findings.find("1.jsonl:7: error: "), 0u) << run.findings;
    EXPECT_EQ(run.account.written, 5u);
  }
}

TEST(Stats, RejectsAreSetAside) {
  std::string input = text::Cat(kMixed, "\nnot JSON\n[1]\n");
  ToolRun run = Stats(input, {.to = "json"}, {.rejects = true});
  EXPECT_FALSE(run.stopped);
  EXPECT_EQ(run.rejects, "not JSON\n[1]\n");
  EXPECT_EQ(run.output, Stats(kMixed).output);
  EXPECT_EQ(run.account.read, 7u);
  EXPECT_EQ(run.account.rejected(), 2u);
}

TEST(Stats, BadOptionsAreSaidBeforeReading) {
  ToolRun run = Stats("not JSON", {.to = "xml"});
  EXPECT_EQ(run.code.status().message(), "--to 'xml': the reports are text, json, html and proto");
  EXPECT_EQ(run.findings, "");
  run = Stats("not JSON", {.by = "a..b"});
  EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(run.findings, "");
}

std::string ManyRecords() {
  std::string input;
  for (int i = 0; i < 6000; ++i) {
    text::Append(&input, R"({"task":"t)", i % 7, R"(","input":{"instruction":"do )", i, R"(","n":)",
                 i % 11 == 0 ? "null" : "1", R"(},"output":"answer )", i % 5000,
                 R"(","meta":{"template":")", i % 1200, R"(","difficulty":"easy"}})", "\n");
  }
  return input;
}

TEST(Stats, MergesToWhatOneRunSays) {
  const std::string input = ManyRecords();
  const std::string whole = Stats(input, {.to = "json", .tokens = "chars"}).output;
  EXPECT_NE(whole.find("\"exact\": false"), whole.npos);
  for (size_t parts : {1, 2, 7}) {
    std::vector<std::string> partials;
    size_t begin = 0;
    for (size_t part = 1; part <= parts; ++part) {
      const size_t end =
          part == parts ? input.size() : input.find('\n', input.size() * part / parts) + 1;
      partials.push_back(Stats(std::string_view(input).substr(begin, end - begin),
                               {.to = "proto", .tokens = "chars"})
                             .output);
      begin = end;
    }
    const std::vector<std::string_view> inputs(partials.begin(), partials.end());
    const auto merge = [&](const StatsOptions& options) {
      return test::RunTool(inputs, {}, [&](pipeline::Session& session) -> absl::StatusOr<int> {
        absl::StatusOr<bool> good = RunStats(options, session);
        if (!good.ok()) return good.status();
        return 0;
      });
    };
    ToolRun merged = merge({.to = "json", .merge = true});
    ASSERT_TRUE(merged.code.ok()) << merged.code.status();
    EXPECT_EQ(merged.output, whole) << parts;
    EXPECT_EQ(merged.account.written, 6000u);
    // And partials of partials.
    const std::string again = merge({.to = "proto", .merge = true}).output;
    EXPECT_EQ(Stats(again, {.to = "json", .merge = true}).output, whole) << parts;
  }
}

TEST(Stats, MergesOnlyWhatGoesTogether) {
  const std::string by_task = Stats(kMixed, {.to = "proto"}).output;
  const std::string by_text = Stats(kMixed, {.by = "text", .to = "proto"}).output;
  const std::string tokens = Stats(kMixed, {.to = "proto", .tokens = "chars"}).output;
  struct Case {
    std::string_view a;
    std::string_view b;
    StatsOptions options;
    std::string_view message;
  };
  const std::string_view no_partial =
      "2.jsonl: no statistics as jsonl-stats --to proto writes them";
  const Case cases[] = {
      {by_task,
       by_text,
       {.merge = true},
       "2.jsonl: grouped by 'text', but those before by 'task': only the same --by can be merged"},
      {by_task,
       tokens,
       {.merge = true},
       "2.jsonl: tokens by 'chars', but those before by none: only the same --tokens can be "
       "merged"},
      {by_task, kMixed, {.merge = true}, no_partial},
      {by_task, "", {.merge = true}, no_partial},
      {by_task,
       std::string_view(by_task).substr(0, by_task.size() - 1),
       {.merge = true},
       no_partial},
      {by_task,
       by_task,
       {.by = "text", .merge = true},
       "1.jsonl: grouped by 'task', not by 'text': give --by where --to proto is written"},
      {by_task,
       by_task,
       {.merge = true, .price = "1,2"},
       "the statistics tell no tokens: give --tokens where --to proto is written"},
  };
  for (const Case& c : cases) {
    ToolRun run =
        test::RunTool({c.a, c.b}, {}, [&](pipeline::Session& session) -> absl::StatusOr<int> {
          absl::StatusOr<bool> good = RunStats(c.options, session);
          if (!good.ok()) return good.status();
          return 0;
        });
    EXPECT_EQ(run.code.status().message(), text::ToAbsl(c.message));
    EXPECT_EQ(run.output, "");
  }
}

TEST(Stats, NamesGroupsThatAreTooSmall) {
  ToolRun run = Stats(kMixed, {.to = "json", .min_per_group = 3});
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 1);
  ASSERT_EQ(run.told.size(), 1u);
  EXPECT_EQ(run.told[0], "fewer than 3 records: (none) (1), a (1)");
  EXPECT_NE(run.output, "");
  EXPECT_EQ(*Stats(kMixed, {.to = "json", .min_per_group = 1}).code, 0);
}

}  // namespace
}  // namespace jsonl::stats

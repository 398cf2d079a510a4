#include "tools/stats/stats.h"

#include <string>
#include <string_view>

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
    absl::Status status = RunStats(options, session);
    if (!status.ok()) return status;
    return 0;
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
  EXPECT_EQ(run.output, R"json({
  "by": "task",
  "records": 5,
  "formats": {"sft": 3, "dpo": 1, "text": 1},
  "responses": 4,
  "length": {"min": 2, "mean": 5, "max": 8, "p50": 3, "p90": 8, "p99": 8, "sum": 20},
  "valid_json": {"count": 2, "rate": 0.5},
  "groups": {
    "(none)": {
      "records": 1,
      "share": 0.2,
      "formats": {"text": 1},
      "responses": 0,
      "length": {"min": null, "mean": null, "max": null, "p50": null, "p90": null, "p99": null, "sum": 0},
      "valid_json": {"count": 0, "rate": null}
    },
    "a": {
      "records": 1,
      "share": 0.2,
      "formats": {"sft": 1},
      "responses": 1,
      "length": {"min": 3, "mean": 3, "max": 3, "p50": 3, "p90": 3, "p99": 3, "sum": 3},
      "valid_json": {"count": 0, "rate": 0}
    },
    "b": {
      "records": 3,
      "share": 0.6,
      "formats": {"sft": 2, "dpo": 1},
      "responses": 3,
      "length": {"min": 2, "mean": 5.666666666666667, "max": 8, "p50": 7, "p90": 8, "p99": 8, "sum": 17},
      "valid_json": {"count": 2, "rate": 0.6666666666666666}
    }
  }
}
)json");
  EXPECT_EQ(run.account.read, 5u);
  EXPECT_EQ(run.account.written, 5u);
}

TEST(Stats, TextListsGroupsBySize) {
  EXPECT_EQ(Stats(kMixed, {.to = "text"}).output,
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
  EXPECT_EQ(json.output, R"json({
  "by": "task",
  "records": 0,
  "formats": {},
  "responses": 0,
  "length": {"min": null, "mean": null, "max": null, "p50": null, "p90": null, "p99": null, "sum": 0},
  "valid_json": {"count": 0, "rate": null},
  "groups": {}
}
)json");
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
  EXPECT_EQ(run.code.status().message(), "--to 'xml': the reports are text and json");
  EXPECT_EQ(run.findings, "");
  run = Stats("not JSON", {.by = "a..b"});
  EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(run.findings, "");
}

}  // namespace
}  // namespace jsonl::stats

#include "tools/stats/stats.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "common/io/input.h"
#include "common/io/sink.h"
#include "common/report/reporter.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

// One run over bytes in memory.
struct Outcome {
  absl::Status status;
  bool stopped = false;
  std::string output;
  std::string rejects;
  std::string findings;
  uint64_t read = 0;
  uint64_t written = 0;
  uint64_t rejected = 0;
};

struct Variant {
  std::string by = "task";
  std::string to = "json";
  int threads = 1;
  size_t block_size = 1 << 20;
  bool rejects = false;
};

Outcome Stats(std::string_view input, const Variant& variant = {}) {
  Outcome run;
  pipeline::Session session;
  session.inputs.push_back(io::Input::Memory("in.jsonl", input));
  session.output = io::ToString(&run.output);
  if (variant.rejects) session.rejects = io::ToString(&run.rejects);
  session.reporter = report::NewReporter(report::Style::kText, io::ToString(&run.findings), 0);
  session.resources.threads = variant.threads;
  session.resources.block_size = variant.block_size;
  run.status = RunStats({variant.by, variant.to}, session);
  EXPECT_TRUE(session.reporter->Finish().ok());
  if (run.status.ok()) {
    EXPECT_TRUE(session.output->Finish().ok());
  }
  if (variant.rejects) {
    EXPECT_TRUE(session.rejects->Finish().ok());
  }
  if (!session.stopped) {
    EXPECT_TRUE(session.account.Check().ok());
  }
  run.stopped = session.stopped;
  run.read = session.account.read;
  run.written = session.account.written;
  run.rejected = session.account.rejected();
  return run;
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
  Outcome run = Stats(kMixed);
  ASSERT_TRUE(run.status.ok()) << run.status;
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
  EXPECT_EQ(run.read, 5u);
  EXPECT_EQ(run.written, 5u);
}

TEST(Stats, TextListsGroupsBySize) {
  Variant variant;
  variant.to = "text";
  EXPECT_EQ(Stats(kMixed, variant).output,
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
  Variant variant;
  variant.to = "text";
  std::string output = Stats(input, variant).output;
  EXPECT_NE(output.find("  most                :   9999 ( 99.9%)\n"), std::string::npos) << output;
  EXPECT_NE(output.find("  SFT       :  10000 (100.0%)\n"), std::string::npos) << output;
  EXPECT_NE(output.find("Valid JSON: 99.9%\n"), std::string::npos) << output;
}

TEST(Stats, EmptyInput) {
  Outcome json = Stats("");
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
  Variant text;
  text.to = "text";
  std::string output = Stats("\n \n", text).output;
  EXPECT_NE(output.find("Total Examples: 0\n"), std::string::npos) << output;
}

TEST(Stats, GroupsByValuesOfAnyType) {
  constexpr std::string_view kInput =
      "{\"m\":{\"k\":1.50}}\n{\"m\":{\"k\":\"1.50\"}}\n{\"m\":{\"k\":true}}\n{\"m\":{\"k\":null}}\n"
      "{\"m\":7}\n{\"m\":{\"k\":[1, {\"a\" : \"b\"}]}}\n{\"m\":{\"k\":\"\"}}\n"
      "{\"m\":{\"k\":\"a\\nb\"}}\n";
  Variant variant;
  variant.by = "m.k";
  variant.to = "text";
  std::string output = Stats(kInput, variant).output;
  size_t begin = output.find("By m.k:\n");
  ASSERT_NE(begin, std::string::npos) << output;
  EXPECT_EQ(output.substr(begin, output.find("\n\n", begin) - begin),
            "By m.k:\n"
            "  (none)              :      2 ( 25.0%)\n"
            "  1.50                :      2 ( 25.0%)\n"
            "                      :      1 ( 12.5%)\n"
            "  [1,{\"a\":\"b\"}]       :      1 ( 12.5%)\n"
            "  \"a\\nb\"              :      1 ( 12.5%)\n"
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
    Variant variant;
    variant.to = to;
    const std::string expected = Stats(input, variant).output;
    ASSERT_FALSE(expected.empty());
    for (int threads : {1, 2, 7}) {
      for (size_t block_size : {64u, 200u, 4096u}) {
        variant.threads = threads;
        variant.block_size = block_size;
        EXPECT_EQ(Stats(input, variant).output, expected) << threads << " " << block_size;
      }
    }
  }
}

TEST(Stats, StopsAtAMalformedLineWithoutAReport) {
  std::string input = text::Cat(kMixed, "\nnot JSON\n", kMixed);
  for (size_t block_size : {size_t{64}, size_t{1} << 20}) {
    Variant variant;
    variant.threads = 2;
    variant.block_size = block_size;
    Outcome run = Stats(input, variant);
    EXPECT_TRUE(run.status.ok()) << run.status;
    EXPECT_TRUE(run.stopped);
    EXPECT_EQ(run.output, "");
    EXPECT_EQ(run.findings.find("in.jsonl:7: error: "), 0u) << run.findings;
    EXPECT_EQ(run.written, 5u);
  }
}

TEST(Stats, RejectsAreSetAside) {
  std::string input = text::Cat(kMixed, "\nnot JSON\n[1]\n");
  Variant variant;
  variant.rejects = true;
  Outcome run = Stats(input, variant);
  EXPECT_FALSE(run.stopped);
  EXPECT_EQ(run.rejects, "not JSON\n[1]\n");
  EXPECT_EQ(run.output, Stats(kMixed).output);
  EXPECT_EQ(run.read, 7u);
  EXPECT_EQ(run.rejected, 2u);
}

TEST(Stats, BadOptionsAreSaidBeforeReading) {
  Variant form;
  form.to = "xml";
  EXPECT_EQ(Stats("not JSON", form).status.message(), "--to 'xml': the reports are text and json");
  Variant field;
  field.by = "a..b";
  Outcome run = Stats("not JSON", field);
  EXPECT_EQ(run.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(run.findings, "");
}

}  // namespace
}  // namespace jsonl::stats

// jsonl-convert where it mends JSON, or writes it in canonical form.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "tools/convert/convert.h"

namespace jsonl {
namespace {

using test::ToolRun;
using test::ToolSetup;

ToolRun Convert(std::string_view input, const ConvertOptions& options,
                const ToolSetup& setup = {}) {
  return test::RunTool({input}, setup,
                       [&](pipeline::Session& session) { return RunConvert(options, session); });
}

constexpr std::string_view kLines =
    "{\"text\" : \"a\"}\n"
    "{'text':'b'}\n"
    "\n"
    "beyond repair\n"
    "{\"text\":\"c\",}";

TEST(RepairTest, MendsLinesThatAreNoRecords) {
  ConvertOptions options;
  options.repair = true;
  const ToolRun run = Convert(kLines, options, {.rejects = true});
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 0);
  EXPECT_EQ(run.output, "{\"text\" : \"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n");
  EXPECT_EQ(run.rejects, "beyond repair\n");
  EXPECT_EQ(run.findings,
            "1.jsonl:2: warning: Repaired: column 2: changed quotes to double quotes [repaired]\n"
            "1.jsonl:2: warning: Repaired: column 9: changed quotes to double quotes [repaired]\n"
            "1.jsonl:4: error: Invalid JSON: column 1: expected a value, found 'beyond'; not "
            "mended: column 1: no JSON value [invalid-json]\n"
            "1.jsonl:5: warning: Repaired: column 12: dropped a comma or colon [repaired]\n");
  EXPECT_EQ(run.account.ToText(),
            "read 4, written 3, dropped 0, rejected 1 (invalid-json 1); repaired 2");
}

TEST(RepairTest, WhatIsMendedIsConvertedAndCheckedLikeAnyRecord) {
  ConvertOptions options;
  options.repair = true;
  options.from = "text";
  options.to = "json:text";
  const ToolRun run = Convert("{'text':'a',}\n{'text':1,}\n", options, {.rejects = true});
  EXPECT_EQ(run.output, "[\n{\"text\":\"a\"}\n]\n");
  EXPECT_EQ(run.rejects, "{'text':1,}\n");
  // Counted as what is wrong with it, not as what was mended.
  EXPECT_EQ(run.account.ToText(),
            "read 2, written 1, dropped 0, rejected 1 (wrong-type 1); repaired 1");
}

TEST(RepairTest, LinesThatAreTooLongAreNotMended) {
  ConvertOptions options;
  options.repair = true;
  const std::string line = "{'text':'" + std::string(200, 'x') + "'}\n";
  const ToolRun run = Convert(line, options, {.rejects = true, .max_line = 100});
  EXPECT_EQ(run.rejects, line);
  EXPECT_NE(run.findings.find("[line-too-long]"), std::string::npos) << run.findings;
}

TEST(RepairTest, SameBytesForAnyThreadsAndBlocks) {
  std::string input;
  for (int i = 0; i < 300; ++i) {
    text::Append(&input, "{\"text\":\"", std::string(i % 40, 'x'), i % 3 == 0 ? "" : "\"",
                 i % 5 == 0 ? ",}" : "}", ",\"output\":", i % 2 == 0 ? "\"[1,]\"" : "1",
                 i % 7 == 0 ? "" : "}", "\n");
    text::Append(&input, "{\"n\":", i % 4 == 0 ? "9007199254740993" : "1", ",\"output\":\"{a:", i,
                 "}\"}\n");
  }
  ConvertOptions options;
  options.repair = true;
  options.repair_fields = {"output"};
  options.canonical = true;
  for (bool rejects : {true, false}) {
    const ToolRun expected = Convert(input, options, {.rejects = rejects});
    ASSERT_TRUE(expected.code.ok()) << expected.code.status();
    ASSERT_NE(expected.account.ToText().find("; repaired "), std::string::npos);
    for (int threads : {1, 3}) {
      for (size_t block_size : {64u, 500u, 4096u}) {
        const ToolRun run = Convert(
            input, options, {.rejects = rejects, .threads = threads, .block_size = block_size});
        EXPECT_EQ(run.output, expected.output) << threads << " " << block_size;
        EXPECT_EQ(run.rejects, expected.rejects) << threads << " " << block_size;
        EXPECT_EQ(run.findings, expected.findings) << threads << " " << block_size;
        EXPECT_EQ(run.account.ToText(), expected.account.ToText()) << threads << " " << block_size;
      }
    }
  }
}

TEST(RepairFieldTest, CountsWhatIsLeftAlone) {
  ConvertOptions options;
  options.repair_fields = {"output", "x", "/output"};  // one of them twice
  const ToolRun run = Convert("{\"output\":\"[1,]\"}\n{\"output\":1}\n", options);
  EXPECT_EQ(run.output, "{\"output\":\"[1]\"}\n{\"output\":1}\n");
  EXPECT_EQ(run.account.ToText(),
            "read 2, written 2, dropped 0, rejected 0; fields to mend that were no strings 1; "
            "repaired 1; without the field 'x' to mend 2");
}

TEST(CanonicalTest, WritesTheFormOfRfc8785) {
  ConvertOptions options;
  options.canonical = true;
  EXPECT_EQ(Convert("{ \"b\" : 1.0, \"a\" : \"\\u0041\\/\" }\n", options).output,
            "{\"a\":\"A/\",\"b\":1}\n");
  options.to = "json:text";
  options.meta = "flatten";
  EXPECT_EQ(Convert("{\"text\":\"a\",\"n\":1e1}\n{\"text\":\"b\"}\n", options).output,
            "[\n{\"n\":10,\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n");
}

TEST(CanonicalTest, CountsNumbersThatNoDoubleHolds) {
  ConvertOptions options;
  options.canonical = true;
  const ToolRun run = Convert("{\"n\":[9007199254740993, 1e999, 1]}\n{\"n\":1,\"n\":2}\n", options,
                              {.rejects = true});
  EXPECT_EQ(run.output, "{\"n\":[9007199254740993,1e+999,1]}\n");
  EXPECT_EQ(run.account.ToText(),
            "read 2, written 1, dropped 0, rejected 1 (duplicate-key 1); numbers kept as written, "
            "which no double holds 2");
}

}  // namespace
}  // namespace jsonl

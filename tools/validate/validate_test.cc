#include "tools/validate/validate.h"

#include <gtest/gtest.h>

#include <optional>
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

ToolRun Validate(std::string_view input, const ValidateOptions& options = {},
                 ToolSetup setup = {}) {
  setup.never_stop = true;
  return test::RunTool({input}, setup,
                       [&](pipeline::Session& session) { return RunValidate(options, session); });
}

constexpr std::string_view kMixed =
    "{\"text\":\"a\"}\n"
    "{'text':'b'}\n"
    "{\"text\" : \"c\"}\r\n"
    "\n"
    "{\"text\":\"\"}\n"
    "{\"text\":\"d\"}";

TEST(ValidateTest, WritesValidRecordsAsTheyAre) {
  ToolRun run = Validate(kMixed);
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 1);
  EXPECT_EQ(run.output, "{\"text\":\"a\"}\n{\"text\" : \"c\"}\r\n{\"text\":\"d\"}\n");
  std::vector<std::string> findings = LinesOf(run.findings);
  ASSERT_EQ(findings.size(), 3u) << run.findings;
  EXPECT_EQ(findings[0].find("1.jsonl:2: error: Invalid JSON: column 2"), 0u) << findings[0];
  EXPECT_EQ(findings[1], "1.jsonl:4: error: Blank line [blank-line]");
  EXPECT_EQ(findings[2].find("1.jsonl:5: error: "), 0u) << findings[2];
  EXPECT_NE(findings[2].find("[empty-field]"), std::string::npos) << findings[2];
  EXPECT_EQ(run.account.read, 6u);
  EXPECT_EQ(run.account.written, 3u);
  EXPECT_EQ(run.account.rejected(), 3u);
}

TEST(ValidateTest, AllValidIsZero) {
  ToolRun run = Validate("{\"text\":\"a\"}\n{}\n");
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 0);
  EXPECT_EQ(run.findings, "");
  EXPECT_EQ(run.output, "{\"text\":\"a\"}\n{}\n");
  EXPECT_NE(run.account.ToText().find("of no known format, checked as JSON only 1"),
            std::string::npos)
      << run.account.ToText();
}

TEST(ValidateTest, RejectsAreTheLinesAsTheyAre) {
  ToolRun run = Validate(kMixed, {}, {.rejects = true});
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 0);
  EXPECT_EQ(run.rejects, "{'text':'b'}\n\n{\"text\":\"\"}\n");
}

TEST(ValidateTest, CheckWritesNothing) {
  ValidateOptions options;
  options.check = true;
  ToolRun run = Validate(kMixed, options);
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 1);
  EXPECT_EQ(run.output, "");
  EXPECT_EQ(run.account.written, 3u);
}

TEST(ValidateTest, ExitCodeFollowsTheTolerance) {
  struct Case {
    std::optional<std::string> max_invalid;
    bool rejects;
    int code;
  };
  const Case cases[] = {
      {std::nullopt, false, 1}, {std::nullopt, true, 0}, {"2", false, 1},  {"3", false, 0},
      {"2", true, 1},           {"3", true, 0},          {"49%", true, 1}, {"50%", false, 0},
  };
  for (const Case& c : cases) {
    ValidateOptions options;
    options.max_invalid = c.max_invalid;
    ToolRun run = Validate(kMixed, options, {.rejects = c.rejects});
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(*run.code, c.code) << c.max_invalid.value_or("none") << " " << c.rejects;
  }
}

TEST(ValidateTest, DuplicateKeysAreFindingsUnlessTheyAreLetPass) {
  constexpr std::string_view kInput = "{\"text\":\"a\",\"b\":{\"c\":1,\"c\":2}}\n";
  EXPECT_EQ(Validate(kInput).findings, "1.jsonl:1: error: Duplicate key 'c' [duplicate-key]\n");
  ValidateOptions options;
  options.no_unique_keys = true;
  EXPECT_EQ(Validate(kInput, options).output, kInput);
}

TEST(ValidateTest, UniqueValuesBelongToTheFirstValidRecord) {
  ValidateOptions options;
  options.unique = {"id", "/n"};
  constexpr std::string_view kFirst =
      "{\"id\":\"a\"}\n"
      "{\"id\":\"b\",\"n\":1}\n"
      "{\"id\":\"\\u0061\"}\n"
      "{\"id\":null}\n{\"id\":null}\n{}\n"
      "{\"id\":\"c\",\"n\":1.0}\n"
      "{\"id\":\"c\"}";
  constexpr std::string_view kSecond =
      "{\"text\":\"\",\"id\":\"d\"}\n"
      "{\"id\":\"b\"}\n"
      "{\"id\":\"d\"}\n"
      "{\"text\":\"\",\"id\":\"d\"}\n";
  for (int threads : {1, 3}) {
    for (size_t block_size : {64u, 100000u}) {
      ToolSetup setup{.rejects = true, .never_stop = true, .threads = threads};
      setup.block_size = block_size;
      ToolRun run = test::RunTool({kFirst, kSecond}, setup, [&](pipeline::Session& session) {
        return RunValidate(options, session);
      });
      ASSERT_TRUE(run.code.ok()) << run.code.status();
      EXPECT_EQ(run.findings,
                "1.jsonl:3: error: Field 'id' has the value that it has at 1.jsonl:1 "
                "[duplicate-value]\n"
                "1.jsonl:7: error: Field '/n' has the value that it has at 1.jsonl:2 "
                "[duplicate-value]\n"
                "2.jsonl:1: error: Field 'text' is empty [empty-field]\n"
                "2.jsonl:2: error: Field 'id' has the value that it has at 1.jsonl:2 "
                "[duplicate-value]\n"
                "2.jsonl:4: error: Field 'text' is empty [empty-field]\n"
                "2.jsonl:4: error: Field 'id' has the value that it has at 2.jsonl:3 "
                "[duplicate-value]\n");
      EXPECT_EQ(run.account.rejected(), 5u);
    }
  }
}

TEST(ValidateTest, UniqueValuesStayWithinTheMemory) {
  ValidateOptions options;
  options.unique = {"id"};
  std::string input;
  for (int i = 0; i < 1000; ++i) text::Append(&input, "{\"id\":", i, "}\n");
  EXPECT_EQ(Validate(input, options, {.memory = 10000}).code.status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(Validate(input, options, {.memory = 100000}).code.ok());
}

TEST(ValidateTest, ANamedFormatIsDemanded) {
  ValidateOptions options;
  options.format = "text";
  ToolRun run = Validate("{\"text\":\"a\"}\n{\"task\":\"t\"}\n", options);
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(run.output, "{\"text\":\"a\"}\n");
  EXPECT_NE(run.findings.find("1.jsonl:2: error: Missing required field 'text' [missing-field]\n"),
            std::string::npos)
      << run.findings;
}

TEST(ValidateTest, RefusesBadOptionsBeforeReading) {
  ValidateOptions near_format, far_format, lengths, tolerance, unique, deny, require;
  unique.unique = {"a..b"};
  deny.deny = {"output=(a"};
  require.require = {"output"};
  near_format.format = "mesages";
  far_format.format = "csv?";
  lengths.min_length = 3;
  lengths.max_length = 2;
  tolerance.max_invalid = "few";
  const std::pair<ValidateOptions, std::string_view> cases[] = {
      {near_format, "unknown format 'mesages', did you mean 'messages'?"},
      {far_format, "unknown format 'csv?': it is one of multitask, "},
      {lengths, "--min-length is above --max-length"},
      {deny,
       "--deny: the expression '(a' is wrong: missing ): (a (RE2's syntax: no look-around, no "
       "backreferences)"},
      {require, "--require takes FIELD=REGEX, not 'output'"},
      {unique,
       "--unique: field 'a..b': empty name between dots (names that are empty or contain dots "
       "need a JSON Pointer such as /a.b)"},
      {tolerance, "--max-invalid is a count like 10 or a share like 2.5%, not 'few'"},
  };
  for (const auto& [options, message] : cases) {
    ToolRun run = Validate("no JSON\n", options);
    EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument) << message;
    EXPECT_TRUE(text::FromAbsl(run.code.status().message()).starts_with(message))
        << run.code.status();
    EXPECT_EQ(run.findings, "");
  }
}

TEST(ValidateTest, PartsOfALineThatIsTooLongAreNotWritten) {
  std::string line = "{\"text\":\"" + std::string(10000, 'x') + "\"}\n";
  std::string input = "{\"text\":\"a\"}\n" + line + "{\"text\":\"b\"}\n";
  for (size_t block_size : {64u, 1000u, 100000u}) {
    ToolRun run = Validate(input, {}, {.rejects = true, .block_size = block_size, .max_line = 100});
    EXPECT_EQ(run.output, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n") << block_size;
    EXPECT_EQ(run.rejects, line) << block_size;
    EXPECT_EQ(run.account.read, 3u) << block_size;
  }
}

TEST(ValidateTest, SameBytesForAnyThreadsAndBlocks) {
  std::string input;
  for (int i = 0; i < 300; ++i) {
    text::Append(&input, i % 7 == 0 ? "{\"text\":}" : "{\"text\":\"", std::string(i % 50, 'x'),
                 i % 5 == 0 ? "" : "\"}", i % 11 == 0 ? "\r\n" : "\n");
  }
  const ToolRun expected = Validate(input, {}, {.rejects = true});
  ASSERT_GT(expected.account.written, 0u);
  ASSERT_GT(expected.account.rejected(), 0u);
  for (int threads : {1, 3}) {
    for (size_t block_size : {64u, 500u, 4096u}) {
      ToolRun run =
          Validate(input, {}, {.rejects = true, .threads = threads, .block_size = block_size});
      EXPECT_EQ(run.output, expected.output) << threads << " " << block_size;
      EXPECT_EQ(run.rejects, expected.rejects) << threads << " " << block_size;
      EXPECT_EQ(run.findings, expected.findings) << threads << " " << block_size;
    }
  }
}

}  // namespace
}  // namespace jsonl

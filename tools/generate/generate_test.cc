#include "tools/generate/generate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/scratch_dir.h"
#include "common/testing/tool_run.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using test::LinesOf;
using test::ToolRun;
using test::ToolSetup;

constexpr std::string_view kSpelling =
    "format: alpaca\ncategory: spelling_first\nstyle: simple\nneeds: [word]\n"
    "variables:\n  separator: [space, dash]\n"
    "record:\n  instruction: 'The letters {letters(word, separator)} spell?'\n"
    "  output: '{word}'\n  meta: {separator_style: '{separator}'}\n";

ToolRun Generate(const std::vector<std::string_view>& templates, std::string_view input,
                 GenerateOptions options = {}, const ToolSetup& setup = {}) {
  test::ScratchDir dir;
  for (size_t i = 0; i < templates.size(); ++i) {
    dir.Write(text::Cat("t", i, ".yaml"), templates[i]);
  }
  options.templates = {dir.path()};
  return test::RunTool({input}, setup,
                       [&](pipeline::Session& session) { return RunGenerate(options, session); });
}

TEST(GenerateTest, WritesEachVariation) {
  const ToolRun run = Generate({kSpelling}, "{\"word\":\"a\\\"b\"}\n");
  EXPECT_EQ(*run.code, 0);
  EXPECT_EQ(run.output, R"({"instruction":"The letters a \" b spell?","input":"","output":"a\"b",)"
                        R"("meta":{"separator_style":"space","template":"t0",)"
                        R"("template_category":"spelling_first","template_style":"simple"}})"
                        "\n"
                        R"({"instruction":"The letters a-\"-b spell?","input":"","output":"a\"b",)"
                        R"("meta":{"separator_style":"dash","template":"t0",)"
                        R"("template_category":"spelling_first","template_style":"simple"}})"
                        "\n");
}

TEST(GenerateTest, TakesWordsAndRecords) {
  GenerateOptions options;
  options.words = true;
  const ToolRun run = Generate({kSpelling}, "cat\n \n\"dog\"\n{\"word\":\"cow\"}\n", options);
  EXPECT_EQ(*run.code, 0) << run.findings;
  ASSERT_EQ(LinesOf(run.output).size(), 6u);
  EXPECT_NE(run.output.find("c a t"), std::string::npos);
  EXPECT_NE(run.output.find("d-o-g"), std::string::npos);
  EXPECT_EQ(run.account.read, 3u);
  EXPECT_EQ(run.account.written, 3u);
}

TEST(GenerateTest, SkipsWhatCannotBeHadWithOneWarning) {
  constexpr std::string_view kNth =
      "format: any\nneeds: [word]\nvariables:\n  n: [1, 3]\n"
      "record: {q: '{n} of {word}', a: '{nth_letter(word, n)}'}\n";
  const ToolRun run = Generate(
      {kNth}, "{\"word\":\"ab\"}\n{\"x\":1}\n{\"word\":\"abc\"}\n{\"word\":null}\n{\"word\":[]}\n");
  EXPECT_EQ(*run.code, 0);
  EXPECT_EQ(run.output,
            "{\"q\":\"1 of ab\",\"a\":\"a\"}\n{\"q\":\"1 of abc\",\"a\":\"a\"}\n"
            "{\"q\":\"3 of abc\",\"a\":\"c\"}\n{\"q\":\"1 of []\",\"a\":\"[\"}\n");
  EXPECT_EQ(std::count_if(run.told.begin(), run.told.end(),
                          [](const std::string& line) { return line.starts_with("warning:"); }),
            1);
  EXPECT_EQ(run.told.at(0),
            "warning: template 't0' is skipped where a record has not what it needs, first at "
            "1.jsonl:1: nth_letter(word, n): 'ab' has 2 letters and no letter 3");
  EXPECT_EQ(run.account.ToText(),
            "read 5, written 3, dropped 2 (no template fits 2), rejected 0; examples 4; examples "
            "skipped 6");
}

TEST(GenerateTest, JsonGoesInAsJson) {
  constexpr std::string_view kJson =
      "format: multitask\ntask: qa\nneeds: [schema]\nrecord:\n"
      "  context: {table: !json '{schema}', all: !json '{sorted(record)}'}\n"
      "  input: {question: q}\n  target: {answer: 'a {{}}'}\n";
  const ToolRun run = Generate({kJson}, "{\"schema\": { \"b\" : 1.0 , \"a\" : [] }}\n");
  ASSERT_EQ(LinesOf(run.output).size(), 1u);
  const std::string line = run.output.substr(0, 7) + run.output.substr(43);
  EXPECT_EQ(line, R"({"id":"","task":"qa","context":{"table":{"b":1.0,"a":[]},)"
                  R"("all":{"schema":{"a":[],"b":1}}},"input":{"question":"q"},)"
                  R"("target":{"answer":"a {}"},"meta":{"template":"t0"}})"
                  "\n");
}

std::string Words(int count) {
  std::string input;
  for (int i = 0; i < count; ++i) text::Append(&input, "{\"word\":\"w", i, "\"}\n");
  return input;
}

TEST(GenerateTest, ResultsDependOnNothingElse) {
  constexpr std::string_view kRandom =
      "format: multitask\ntask: t\nneeds: [word]\nweight: 0.5\n"
      "record: {input: {q: '{any_letter(word)}'}, target: {a: '{broken(record, ''easy'')}'}}\n";
  const std::string input = Words(2000);
  for (const GenerateOptions& options :
       {GenerateOptions{}, GenerateOptions{.limit = 777}, GenerateOptions{.per_template = 100},
        GenerateOptions{.limit = 100, .balance = "difficulty"}}) {
    const ToolRun first = Generate({kSpelling, kRandom}, input, options);
    for (const ToolSetup& setup :
         {ToolSetup{.threads = 4, .block_size = 64}, ToolSetup{.threads = 2, .block_size = 5000}}) {
      const ToolRun run = Generate({kSpelling, kRandom}, input, options, setup);
      EXPECT_EQ(run.output, first.output);
      EXPECT_EQ(run.told, first.told);
      EXPECT_EQ(run.account.ToText(), first.account.ToText());
    }
    EXPECT_TRUE(first.account.Check().ok());
  }
}

TEST(GenerateTest, AnotherTemplateChangesNoExample) {
  constexpr std::string_view kRandom =
      "name: random\nformat: multitask\ntask: t\nneeds: [word]\n"
      "record: {input: {q: '{any_letter(word)}'}, target: {a: '{broken(record, ''easy'')}'}}\n";
  const std::vector<std::string> alone = LinesOf(Generate({kRandom}, Words(100)).output);
  const std::vector<std::string> both = LinesOf(Generate({kSpelling, kRandom}, Words(100)).output);
  EXPECT_EQ(alone.size(), 100u);
  EXPECT_EQ(std::set<std::string>(alone.begin(), alone.end()).size(), 100u);
  for (const std::string& line : alone) {
    EXPECT_EQ(std::count(both.begin(), both.end(), line), 1) << line;
  }
  GenerateOptions other_seed;
  other_seed.seed = 1;
  EXPECT_NE(LinesOf(Generate({kRandom}, Words(100), other_seed).output)[0], alone[0]);
}

TEST(GenerateTest, WeightIsTheShareOfExamples) {
  constexpr std::string_view kQuarter =
      "format: any\nneeds: [word]\nweight: 0.25\nrecord: {text: '{word}'}\n";
  const size_t lines = LinesOf(Generate({kQuarter}, Words(4000)).output).size();
  EXPECT_GT(lines, 900u);
  EXPECT_LT(lines, 1100u);
}

TEST(GenerateTest, ALimitEndsTheRun) {
  GenerateOptions options;
  options.limit = 3;
  const ToolRun run = Generate({kSpelling}, Words(1000) + "not a record\n", options);
  EXPECT_EQ(*run.code, 0);
  EXPECT_EQ(LinesOf(run.output).size(), 3u);
  EXPECT_EQ(run.account.read, 2u);
}

TEST(GenerateTest, WrongTemplatesAreReportedAndTheRestIsGenerated) {
  const ToolRun run = Generate({"format: alpaca\n", kSpelling}, Words(1));
  EXPECT_EQ(*run.code, 1);
  EXPECT_EQ(LinesOf(run.output).size(), 2u);
  EXPECT_NE(run.findings.find("t0.yaml:1: error: Missing 'record' [missing-field]"),
            std::string::npos)
      << run.findings;
}

TEST(GenerateTest, ChecksWithoutInput) {
  test::ScratchDir dir;
  GenerateOptions options{.templates = {dir.path()}, .check = true};
  const auto check = [&](const std::vector<std::string_view>& input) {
    return test::RunTool(input, {},
                         [&](pipeline::Session& session) { return RunGenerate(options, session); });
  };
  dir.Write("a.yaml", kSpelling);
  EXPECT_EQ(*check({}).code, 0);
  EXPECT_TRUE(absl::IsInvalidArgument(check({"a record\n"}).code.status()));
  dir.Write("b.yaml", kSpelling);
  EXPECT_EQ(*check({}).code, 1);
  options.templates = {dir.Path("a.yaml"), dir.path() + "/./a.yaml"};  // the same file
  EXPECT_EQ(*check({}).code, 0);
}

TEST(GenerateTest, WithoutAnyGoodTemplateNothingIsRead) {
  const ToolRun run = Generate({"format: alpaca\n"}, "{}\n");
  EXPECT_EQ(*run.code, 1);
  EXPECT_EQ(run.told.at(0), "no template is left that generates anything, and no record was read");
}

TEST(GenerateTest, JsonThatIsNoTextIsWrittenAsItIs) {
  constexpr std::string_view kJson =
      "format: any\nneeds: [user-id]\nvariables: {n: [7, 8.50]}\n"
      "record: {n: !json '{n}', t: !json true, l: !json '[1, {{\"a\": null}}]', u: '{user-id}'}\n";
  const ToolRun run = Generate({kJson}, "{\"user-id\":\"u\"}\n");
  EXPECT_EQ(run.output,
            "{\"n\":7,\"t\":true,\"l\":[1,{\"a\":null}],\"u\":\"u\"}\n"
            "{\"n\":8.50,\"t\":true,\"l\":[1,{\"a\":null}],\"u\":\"u\"}\n");
}

TEST(GenerateTest, BadOptions) {
  GenerateOptions options;
  options.balance = "task";
  EXPECT_TRUE(absl::IsInvalidArgument(Generate({kSpelling}, "", options).code.status()));
}

}  // namespace
}  // namespace jsonl

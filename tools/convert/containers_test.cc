// Tables, arrays of tokens and uniform records: the same bytes whatever the threads and blocks, and
// nothing that grows faster than the input.

#include <gtest/gtest.h>

#include <chrono>
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

ConvertOptions FromTo(std::string_view from, std::string_view to) {
  ConvertOptions options;
  options.from = from;
  options.to = to;
  return options;
}

// Rows with line ends and quotes in them, of which some are wrong.
std::string SomeRows(int count) {
  std::string rows = "id,\"the\ntext\",n\r\n";
  for (int i = 0; i < count; ++i) {
    text::Append(&rows, i, ",\"", std::string(i % 30, i % 5 == 0 ? '\n' : 'x'), "\"\"\"", ",",
                 i % 7, i % 11 == 3 ? ",one too many" : "", i % 2 == 0 ? "\n" : "\r\n");
  }
  return rows;
}

std::string SomeTokens(int count) {
  std::string records;
  for (int i = 0; i < count; ++i) {
    records += R"({"input_ids":[)";
    for (int j = 0; j < i % 9; ++j) text::Append(&records, j > 0 ? "," : "", i * 10 + j);
    records += "]}\n";
  }
  return records;
}

TEST(ContainersTest, SameBytesForAnyThreadsAndBlocks) {
  struct Case {
    std::string input;
    ConvertOptions options;
  };
  std::string mixed;
  for (int i = 0; i < 300; ++i) {
    text::Append(&mixed, R"({"k)", i % 7, R"(":)", i % 3 == 0 ? "\"s\"" : "[1,{\"x\":2}]",
                 R"(,"id":)", i, "}\n");
  }
  ConvertOptions uniform = FromTo("auto", "json");
  uniform.uniform = true;
  ConvertOptions packed = FromTo("auto", "npy");
  packed.seq_length = "16";
  ConvertOptions typed = FromTo("csv", "jsonl");
  typed.types = true;
  const std::string array = Convert(SomeTokens(300), packed).output;
  const Case cases[] = {{SomeRows(300), typed},
                        {SomeRows(300), FromTo("csv", "tsv")},
                        {mixed, FromTo("any", "csv")},
                        {mixed, uniform},
                        {SomeTokens(300), packed},
                        {array, FromTo("auto", "jsonl")},
                        {SomeTokens(300), FromTo("auto", "npy")}};
  for (const Case& c : cases) {
    const ToolRun expected = Convert(c.input, c.options, {.rejects = true});
    ASSERT_TRUE(expected.code.ok()) << expected.code.status();
    ASSERT_GT(expected.output.size(), 100u) << c.options.to;
    for (int threads : {1, 3}) {
      for (size_t block_size : {64u, 500u, 4096u}) {
        ToolRun run = Convert(c.input, c.options,
                              {.rejects = true, .threads = threads, .block_size = block_size});
        EXPECT_EQ(run.output, expected.output) << c.options.to << " " << block_size;
        EXPECT_EQ(run.rejects, expected.rejects) << c.options.to << " " << block_size;
        EXPECT_EQ(run.findings, expected.findings) << c.options.to << " " << block_size;
        EXPECT_EQ(run.account.ToText(), expected.account.ToText()) << block_size;
      }
    }
  }
}

TEST(ContainersTest, ARowThatIsTooLongIsSetAside) {
  const std::string row = "\"" + std::string(5000, '\n') + "\",x\n";
  const std::string input = "a,b\n1,2\n" + row + "3,4\n";
  for (size_t block_size : {64u, 1000u, 100000u}) {
    ToolRun run = Convert(input, FromTo("csv", "jsonl"),
                          {.rejects = true, .block_size = block_size, .max_line = 1000});
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(run.rejects, row) << block_size;
    EXPECT_EQ(run.output, "{\"a\":\"1\",\"b\":\"2\"}\n{\"a\":\"3\",\"b\":\"4\"}\n");
  }
}

TEST(ContainersTest, KeysThatAreDataAreAnError) {
  std::string input;
  for (int i = 0; i < 20000; ++i) text::Append(&input, R"({"k)", i, R"(":1})", "\n");
  const auto start = std::chrono::steady_clock::now();
  ConvertOptions uniform = FromTo("any", "jsonl");
  uniform.uniform = true;
  EXPECT_FALSE(Convert(input, uniform).code.ok());
  EXPECT_FALSE(Convert(input, FromTo("any", "csv")).code.ok());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(ContainersTest, WhatFirstAppearsLateHasItsTypeFromTheStart) {
  const std::string record =
      R"({"id":1,"pad":")" + std::string(1000, 'x') + R"(","none":[],"day":"2024-01-02")";
  std::string input;
  for (int i = 0; i < 9000; ++i) input += record + "}\n";
  input += R"({"id":2,"pad":"","none":["x"],"day":"x","word":"w","number":3})"
           "\n";
  ConvertOptions options = FromTo("any", "jsonl");
  options.uniform = true;
  ToolRun run = Convert(input, options);
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(run.output.substr(run.output.find("x\",") + 3, 63),
            "\"none\":\"[]\",\"day\":\"2024-01-02\",\"word\":\"\",\"number\":\"null\"}\n{\"id\"");
  EXPECT_TRUE(
      run.output.ends_with("{\"id\":2,\"pad\":\"\",\"none\":\"[\\\"x\\\"]\",\"day\":\"x\",\"word\":"
                           "\"w\",\"number\":\"3\"}\n"));
  EXPECT_EQ(run.told.size(), 4u);
}

}  // namespace
}  // namespace jsonl

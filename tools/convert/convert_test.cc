#include "tools/convert/convert.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "common/testing/tool_run.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using test::ToolRun;
using test::ToolSetup;

ToolRun Convert(std::string_view input, const ConvertOptions& options,
                const ToolSetup& setup = {}) {
  return test::RunTool({input}, setup,
                       [&](pipeline::Session& session) { return RunConvert(options, session); });
}

TEST(ConvertTest, WritesLinesAndArrays) {
  struct Case {
    std::string_view from;
    std::string_view to;
    std::string_view input;
    std::string_view output;
  };
  constexpr std::string_view kLines = "{\"text\":\"a\"}\n{\"text\":\"b\",\"n\":1.0}\n";
  constexpr std::string_view kArray = "[\n{\"text\":\"a\"},\n{\"text\":\"b\",\"n\":1.0}\n]\n";
  const Case cases[] = {
      {"auto", "jsonl", kLines, kLines},
      {"auto", "json", kLines, kArray},
      {"auto", "jsonl", kArray, kLines},
      {"json", "json", kArray, kArray},
      {"json:text", "any", " [{\"text\":\n\"a\"},{ \"text\" : \"b\"}]",
       "{\"text\":\"a\"}\n{ \"text\" : \"b\"}\n"},
      {"auto", "jsonl", "{\"a\":1}\r\n\n{\"b\":2}", "{\"a\":1}\n{\"b\":2}\n"},
      {"auto", "json", "", "[]\n"},
      {"auto", "json", "[]", "[]\n"},
      {"auto", "jsonl", "", ""},
      {"auto", "protobuf", "", ""},
      {"json", "", kArray, kLines},
      {"json:text", "", kArray, kLines},
      {"csv", "", "text,n\na,1\n", "{\"text\":\"a\",\"n\":\"1\"}\n"},
  };
  for (const Case& c : cases) {
    ConvertOptions options;
    options.from = c.from;
    options.to = c.to;
    ToolRun run = Convert(c.input, options);
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(*run.code, 0) << run.findings;
    EXPECT_EQ(run.output, c.output) << c.from << " " << c.to << " " << c.input;
  }
}

// Records of which every third cannot be converted.
std::string SomeRecords(int count) {
  std::string input;
  for (int i = 0; i < count; ++i) {
    text::Append(&input, R"({"instruction":")", i, R"(","input":"","output":)",
                 i % 3 == 2 ? "" : "\"", std::string(i % 40, '1'), i % 3 == 2 ? "1" : "\"", "}\n");
  }
  return input;
}

TEST(ConvertTest, WhatCannotBeConvertedIsReportedAndTheOthersGoOn) {
  ConvertOptions options;
  options.to = "json:messages";
  options.meta = "drop";
  ToolRun run = Convert(SomeRecords(5), options);
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 1);
  EXPECT_EQ(run.account.read, 5u);
  EXPECT_EQ(run.account.written, 4u);
  EXPECT_EQ(run.account.rejected(), 1u);
  EXPECT_EQ(run.findings.find("1.jsonl:3: error: "), 0u) << run.findings;
  EXPECT_EQ(std::count(run.output.begin(), run.output.end(), '\n'), 6) << run.output;
  EXPECT_EQ(run.output.find(",\n]"), std::string::npos) << run.output;

  ToolRun tolerated = Convert(SomeRecords(5), options, {.rejects = true});
  EXPECT_EQ(*tolerated.code, 0);
  EXPECT_EQ(tolerated.output, run.output);
  EXPECT_EQ(tolerated.rejects, "{\"instruction\":\"2\",\"input\":\"\",\"output\":111}\n");
}

TEST(ConvertTest, WhatIsDroppedIsCounted) {
  std::string input;
  for (int i = 0; i < 10; ++i) {
    text::Append(&input, R"({"task":"t","input":{"instruction":"i"},"output":"o","n":)", i, "}\n");
  }
  ConvertOptions options;
  options.to = "alpaca";
  options.meta = "drop";
  for (size_t block_size : {16u, 100u, 100000u}) {
    // Those after a malformed line do not count.
    ToolRun run = Convert(input + "no JSON\n" + input, options, {.block_size = block_size});
    EXPECT_EQ(run.account.ToText(),
              "read 11, written 10, dropped 0, rejected 1 (invalid-json 1); dropped field 'n' 10; "
              "dropped field 'task' 10")
        << block_size;
  }
}

TEST(ConvertTest, OneRecordMayBecomeSeveral) {
  std::string input;
  std::string lines;
  for (int i = 0; i < 20; ++i) {
    text::Append(&input, R"({"prompt":")", i, R"(","chosen":"c","rejected":")",
                 i % 5 == 4 ? "" : "r", "\"}\n");
    text::Append(&lines, R"({"prompt":")", i, R"(","completion":"c","label":true})", "\n");
    text::Append(&lines, R"({"prompt":")", i, R"(","completion":")", i % 5 == 4 ? "" : "r",
                 R"(","label":false})", "\n");
  }
  ConvertOptions options;
  for (size_t block_size : {16u, 100u, 100000u}) {
    options.to = "kto";
    ToolRun run = Convert(input, options, {.block_size = block_size});
    EXPECT_EQ(run.output, lines) << block_size;
    EXPECT_EQ(run.account.written, 20u);
    EXPECT_EQ(run.account.copies, 20u);
    options.to = "json:kto";
    std::string array = "[\n" + lines;
    array.pop_back();
    for (size_t end = array.find("}\n"); end != array.npos; end = array.find("}\n", end + 3)) {
      array.insert(end + 1, ",");
    }
    EXPECT_EQ(Convert(input, options, {.block_size = block_size}).output, array + "\n]\n");
    // Those after a malformed line are not counted.
    options.to = "kto";
    run = Convert(input + "no JSON\n" + input, options, {.block_size = block_size});
    EXPECT_EQ(run.output, lines) << block_size;
    EXPECT_EQ(run.account.copies, 20u) << block_size;
  }
}

TEST(ConvertTest, StopsAtAMalformedLine) {
  std::string good = "{\"text\":\"a\"}\n{\"text\":\"b\"}\n";
  ConvertOptions options;
  options.to = "jsonl";
  for (size_t block_size : {16u, 100000u}) {
    ToolRun run = Convert(good + "no JSON\n" + good, options, {.block_size = block_size});
    EXPECT_TRUE(run.stopped);
    EXPECT_EQ(run.output, good);
    EXPECT_EQ(run.findings.find("1.jsonl:3: error: "), 0u) << run.findings;
  }
}

TEST(ConvertTest, ABlockOfAnArrayWithoutRecordsHasNoLinesEither) {
  const std::string space(100, '\n');
  std::string input =
      "[" + space + R"({"text":"a"})" + space + R"(,{"text":})" + space + "]" + space;
  ConvertOptions options;
  options.to = "jsonl";
  for (size_t block_size : {16u, 50u, 100000u}) {
    ToolRun run = Convert(input, options, {.rejects = true, .block_size = block_size});
    EXPECT_EQ(run.output, "{\"text\":\"a\"}\n") << block_size;
    EXPECT_EQ(run.findings.find("1.jsonl:201: error: Invalid JSON"), 0u)
        << block_size << ": " << run.findings;
    EXPECT_EQ(run.account.read, 2u) << block_size;
  }
}

TEST(ConvertTest, ProtobufLeadsBackToTheSameRecords) {
  std::string input =
      R"({"task":"t","input":{"instruction":"i","n":1.0},"output":"o","id":12345678901234567890})"
      "\n"
      R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})"
      "\n"
      R"({"prompt":"p","chosen":"c","rejected":"r"})"
      "\n"
      R"({"of":"no format","n":[1e2,null]})"
      "\n";
  ConvertOptions there;
  there.to = "protobuf";
  ToolRun examples = Convert(input, there);
  ASSERT_TRUE(examples.code.ok()) << examples.code.status();
  ASSERT_EQ(*examples.code, 0) << examples.findings;
  for (std::string_view from : {"auto", "protobuf"}) {
    for (size_t block_size : {64u, 100000u}) {
      ConvertOptions back;
      back.from = from;
      back.to = "jsonl";
      EXPECT_EQ(Convert(examples.output, back, {.block_size = block_size}).output, input)
          << from << " " << block_size;
    }
  }
}

TEST(ConvertTest, SameBytesForAnyThreadsAndBlocks) {
  std::string lines = SomeRecords(300);
  ConvertOptions array;
  array.to = "json";
  const std::string as_array = Convert(lines, array).output;
  for (const std::string& input : {lines, as_array}) {
    for (std::string_view to : {"messages", "json:messages", "protobuf"}) {
      ConvertOptions options;
      options.to = to;
      const ToolRun expected = Convert(input, options, {.rejects = true});
      ASSERT_EQ(expected.account.written, 200u);
      for (int threads : {1, 3}) {
        for (size_t block_size : {64u, 500u, 4096u}) {
          ToolRun run = Convert(input, options,
                                {.rejects = true, .threads = threads, .block_size = block_size});
          EXPECT_EQ(run.output, expected.output) << to << " " << threads << " " << block_size;
          EXPECT_EQ(run.rejects, expected.rejects) << to << " " << threads << " " << block_size;
          EXPECT_EQ(run.findings, expected.findings) << to << " " << threads << " " << block_size;
        }
      }
    }
  }
}

TEST(ConvertTest, WordsBecomeTheSameRecordsForAnyThreadsAndBlocks) {
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    text::Append(
        &lines, i % 7 == 0 ? "\n" : "", i % 5 == 0 ? "[\"a\",\"b\"]" : "w", i % 5 == 0 ? "" : "ord",
        i % 5 == 0 ? "" : std::string(static_cast<size_t>(i), 'x'), i % 11 == 0 ? "\n[1]\n" : "\n");
  }
  for (std::string_view to : {"alpaca", "json:messages", "protobuf"}) {
    ConvertOptions options;
    options.from = "words";
    options.to = to;
    const ToolRun expected = Convert(lines, options, {.rejects = true});
    ASSERT_TRUE(expected.code.ok()) << expected.code.status();
    EXPECT_EQ(expected.account.written, 200u);
    EXPECT_EQ(expected.account.copies, 40u);
    EXPECT_EQ(expected.account.rejected(), 19u);
    if (to == "alpaca") {
      EXPECT_EQ(std::count(expected.output.begin(), expected.output.end(), '\n'), 240);
    }
    for (int threads : {1, 3}) {
      for (size_t block_size : {64u, 500u, 4096u}) {
        ToolRun run = Convert(lines, options,
                              {.rejects = true, .threads = threads, .block_size = block_size});
        EXPECT_EQ(run.output, expected.output) << to << " " << threads << " " << block_size;
        EXPECT_EQ(run.findings, expected.findings) << to << " " << threads << " " << block_size;
        EXPECT_EQ(run.account.copies, 40u);
      }
    }
  }
}

TEST(ConvertTest, RefusesBadOptionsBeforeReading) {
  struct Case {
    ConvertOptions options;
    std::string_view message;
  };
  // The order is: from, to, map, meta, arguments, on_loss.
  const Case cases[] = {
      {{}, "say what to write: --to [CONTAINER:]FORMAT"},
      {{"text", "", {}}, "say what to write: --to [CONTAINER:]FORMAT"},
      {{"jsonl:text", "", {}}, "say what to write: --to [CONTAINER:]FORMAT"},
      {{"auto", "textt", {}}, "unknown format 'textt', did you mean 'text'?"},
      {{"xml:any", "any", {}}, "unknown container 'xml': it is one of jsonl, json, "},
      {{"auto", "protobuf:text", {}},
       "--to protobuf takes no format: an Example keeps the one it was read as"},
      {{"auto", "text", {"x"}}, "--map takes NEW=OLD, not 'x'"},
      {{"auto", "text", {}, "keep"}, "--meta is one of nest, flatten, drop, not 'keep'"},
      {{"auto", "text", {}, "nest", "text"},
       "--arguments is one of as-read, string, object, not 'text'"},
      {{"auto", "protobuf", {}, "drop"},
       "--to protobuf takes no --meta, --arguments or --on-loss: an Example holds all of a record"},
      {{"auto", "text", {}, "nest", "string", "ignore"},
       "--on-loss is one of error, drop, not 'ignore'"},
  };
  for (const Case& c : cases) {
    ToolRun run = Convert("no JSON\n", c.options);
    EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument) << c.message;
    EXPECT_TRUE(text::FromAbsl(run.code.status().message()).starts_with(c.message))
        << run.code.status();
    EXPECT_EQ(run.findings, "");
  }
}

}  // namespace
}  // namespace jsonl

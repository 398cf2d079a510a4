#include "tools/dedupe/dedupe.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/input.h"
#include "common/testing/scratch_dir.h"
#include "common/testing/tool_run.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using test::ToolRun;
using test::ToolSetup;

ToolRun Dedupe(const std::vector<std::string_view>& inputs, const DedupeOptions& options = {},
               const ToolSetup& setup = {}) {
  return test::RunTool(inputs, setup,
                       [&](pipeline::Session& session) { return RunDedupe(options, session); });
}

TEST(DedupeTest, KeepsTheFirstOfEachAsItIs) {
  ToolRun run = Dedupe({"{\"a\" : 1}\n{\"b\":2}\n{\"a\":1.0}\r\n\n{\"c\":3}\r\n{\"b\":2}"});
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(*run.code, 0);
  EXPECT_EQ(run.output, "{\"a\" : 1}\n{\"b\":2}\n{\"c\":3}\r\n");
  EXPECT_EQ(run.account.read, 5u);
  EXPECT_EQ(run.account.written, 3u);
  EXPECT_NE(run.account.ToText().find("dropped 2 (duplicate 2)"), std::string::npos);
}

TEST(DedupeTest, KeepsRecordsWithoutTheKey) {
  constexpr std::string_view kInput = "{\"x\":1}\n{\"x\":1}\n{\"id\":1}\n{\"id\":1,\"x\":2}\n";
  ToolRun run = Dedupe({kInput}, {.key = "id"});
  EXPECT_EQ(run.output, "{\"x\":1}\n{\"x\":1}\n{\"id\":1}\n");
  EXPECT_NE(run.account.ToText().find("kept without the key 2"), std::string::npos)
      << run.account.ToText();
}

TEST(DedupeTest, WarnsWhereNoRecordHasTheKey) {
  for (std::string_view keep : {"first", "last"}) {
    const DedupeOptions options = {.key = "ID", .keep = std::string(keep)};
    ToolRun run = Dedupe({"{\"id\":1}\n{\"id\":1}\n"}, options);
    EXPECT_EQ(run.told, std::vector<std::string>{
                            "warning: no record has the key, so that nothing was compared"});
    EXPECT_TRUE(Dedupe({""}, options).told.empty());
    EXPECT_TRUE(Dedupe({"{\"id\":1}\n{\"ID\":1}\n"}, options).told.empty());
  }
}

// A test set whose fields have other names would leak unnoticed.
TEST(DedupeTest, WarnsOfFilesToCompareWithThatLackTheKey) {
  test::ScratchDir directory;
  const std::string lacks = directory.Write("lacks.jsonl", "{\"b\":\"x\"}\n{\"b\":\"y\"}\n");
  const std::string has = directory.Write("has.jsonl", "{\"b\":\"x\"}\n{\"a\":\"x\"}\n");
  const std::string empty = directory.Write("empty.jsonl", "");
  DedupeOptions near = {.key = "a", .near = "0.8"};
  DedupeOptions overlap = {.key = "a"};
  overlap.overlap = 1;
  for (DedupeOptions options : {DedupeOptions{.key = "a"}, near, overlap}) {
    options.against = {has, lacks, empty};
    for (size_t block_size : {16u, 100000u}) {
      ToolRun run = Dedupe({"{\"a\":\"x\"}\n{\"a\":\"z\"}\n"}, options, {.block_size = block_size});
      EXPECT_EQ(run.output, "{\"a\":\"z\"}\n");
      EXPECT_EQ(run.told, std::vector<std::string>{"warning: no record of " + lacks +
                                                   " has the key, so that nothing was compared "
                                                   "with it"});
      EXPECT_NE(run.account.ToText().find("; compared with 1"), std::string::npos)
          << run.account.ToText();
      EXPECT_NE(run.account.ToText().find("not compared with, as they lack the key 3"),
                std::string::npos)
          << run.account.ToText();
    }
    ToolRun none = Dedupe({"{\"c\":1}\n"}, options);
    ASSERT_EQ(none.told.size(), 2u);
    EXPECT_EQ(none.told.back(), "warning: no record has the key, so that nothing was compared");
  }
}

TEST(DedupeTest, ListsWhatWasDroppedAndForWhich) {
  test::ScratchDir directory;
  std::string list = directory.Path("duplicates.jsonl");
  std::string_view first = "{\"a\":1}\n\n{\"a\":2}\n{\"a\":1}\n";
  std::string_view second = "{\"a\":3}\n{\"a\":2}\nno JSON\n{\"a\":3}\n{\"a\":1}\n";
  for (size_t block_size : {16u, 100000u}) {
    ToolRun run =
        Dedupe({first, second}, {.duplicates = list}, {.rejects = true, .block_size = block_size});
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(run.output, "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    EXPECT_EQ(test::ReadFile(list),
              R"({"file":"1.jsonl","line":4,"duplicate_of_file":"1.jsonl","duplicate_of":1})"
              "\n"
              R"({"file":"2.jsonl","line":2,"duplicate_of_file":"1.jsonl","duplicate_of":3})"
              "\n"
              R"({"file":"2.jsonl","line":4,"duplicate_of_file":"2.jsonl","duplicate_of":1})"
              "\n"
              R"({"file":"2.jsonl","line":5,"duplicate_of_file":"1.jsonl","duplicate_of":1})"
              "\n");
  }
}

TEST(DedupeTest, NoListOfARunThatStopped) {
  test::ScratchDir directory;
  ToolRun run = Dedupe({"{}\n{}\nno JSON\n{}\n"}, {.duplicates = directory.Path("list")});
  EXPECT_TRUE(run.stopped);
  EXPECT_EQ(run.output, "{}\n");
  EXPECT_EQ(directory.List(), std::vector<std::string>());
}

TEST(DedupeTest, ReadsFilesOneAfterTheOther) {
  test::ScratchDir directory;
  std::string a = directory.Write("a.jsonl", "{\"a\":1}\n{\"a\":2}");  // no end of line
  std::string b = directory.Write("b.jsonl", "{\"a\":2}\n{\"a\":3}\n");
  ToolRun run = test::RunTool({}, {}, [&](pipeline::Session& session) {
    session.inputs = {io::Input::File(a), io::Input::File(b), io::Input::File(a)};
    return RunDedupe({}, session);
  });
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(run.output, "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
  EXPECT_EQ(run.account.read, 6u);
}

TEST(DedupeTest, WhatItCannotReadOrWriteIsAnError) {
  test::ScratchDir directory;
  std::string absent = directory.Path("absent.jsonl");
  ToolRun unreadable = test::RunTool({}, {}, [&](pipeline::Session& session) {
    session.inputs = {io::Input::File(absent)};
    return RunDedupe({}, session);
  });
  EXPECT_NE(text::FromAbsl(unreadable.code.status().message()).find(absent), std::string::npos);
  EXPECT_FALSE(Dedupe({"{}\n"}, {.duplicates = directory.Path("no/list")}).code.ok());
  EXPECT_EQ(Dedupe({"{}\n"}, {.key = "@lines"}).code.status().code(),
            absl::StatusCode::kInvalidArgument);
}

// A few hundred keys, each several times, against a set.
TEST(DedupeTest, SameBytesForAnyThreadsAndBlocks) {
  std::string input;
  std::string expected;
  std::set<int> seen;
  uint32_t state = 1;
  for (int i = 0; i < 2000; ++i) {
    state = state * 1664525 + 1013904223;
    int key = static_cast<int>(state >> 16) % 400;
    std::string line = text::Cat("{\"key\":", key, ",\"i\":", i, ",\"pad\":\"",
                                 std::string(static_cast<size_t>(i % 60), 'x'), "\"}\n");
    input += line;
    if (seen.insert(key).second) expected += line;
  }
  ASSERT_GT(seen.size(), 300u);
  for (int threads : {1, 3}) {
    for (size_t block_size : {64u, 500u, 100000u}) {
      EXPECT_EQ(
          Dedupe({input}, {.key = "key"}, {.threads = threads, .block_size = block_size}).output,
          expected)
          << threads << " " << block_size;
    }
  }
}

}  // namespace
}  // namespace jsonl

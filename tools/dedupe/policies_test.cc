// Which records are kept and dropped, by every policy and for any resources.

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/scratch_dir.h"
#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "tools/dedupe/dedupe.h"

namespace jsonl {
namespace {

using test::ToolRun;
using test::ToolSetup;

ToolRun Dedupe(const std::vector<std::string_view>& inputs, const DedupeOptions& options,
               const ToolSetup& setup = {}) {
  return test::RunTool(inputs, setup,
                       [&](pipeline::Session& session) { return RunDedupe(options, session); });
}

struct Expected {
  std::string output;
  std::string list;
};

// What is to come of lines {"key":KEY,...}; the first `against` of them are those of --against, in
// a file of that name, and the others those of 1.jsonl.
Expected Expect(const std::vector<int>& keys, const std::vector<std::string>& lines, size_t against,
                std::string_view against_name, std::string_view keep) {
  std::map<int, std::vector<size_t>> places;
  for (size_t i = 0; i < keys.size(); ++i) places[keys[i]].push_back(i);
  auto place = [&](size_t i, std::string_view of) {
    const bool there = i < against;
    const std::string_view file = there ? against_name : "1.jsonl";
    return text::Cat("\"", of.empty() ? "file" : "duplicate_of_file", "\":\"", file, "\",\"",
                     of.empty() ? "line" : "duplicate_of", "\":", (there ? i : i - against) + 1);
  };
  Expected expected;
  for (size_t i = against; i < keys.size(); ++i) {
    const std::vector<size_t>& all = places[keys[i]];
    size_t original = all[0];
    if (original >= against && keep == "last") original = all.back();
    const bool dropped =
        keep == "all" ? original < against : original != i || (keep == "none" && all.size() > 1);
    if (!dropped) {
      expected.output += lines[i];
      continue;
    }
    if (original == i) original = all[1];
    expected.list += text::Cat("{", place(i, ""), ",", place(original, "of"), "}\n");
  }
  return expected;
}

TEST(PoliciesTest, TheSameForAnyResources) {
  test::ScratchDir directory;
  const std::string list = directory.Path("list");
  // Enough keys to fill the smallest table, which holds some thousand, more than once.
  std::vector<int> keys;
  std::vector<std::string> lines;
  uint32_t state = 1;
  for (int i = 0; i < 30000; ++i) {
    state = state * 1664525 + 1013904223;
    const int few = static_cast<int>(state >> 8) % 50;
    keys.push_back(i % 4 == 0 ? few : static_cast<int>(state >> 8) % 20000);
    lines.push_back(text::Cat("{\"key\":", keys.back(), ",\"i\":", i, "}\n"));
  }
  constexpr size_t kAgainst = 6000;
  for (size_t against : {size_t{0}, kAgainst}) {
    std::string other;
    std::string input;
    for (size_t i = 0; i < lines.size(); ++i) (i < against ? other : input) += lines[i];
    const std::string file = directory.Write("other.jsonl", other);
    for (std::string_view keep : {"first", "last", "none", "all"}) {
      if (keep == "all" && against == 0) continue;
      const Expected expected = Expect(keys, lines, against, file, keep);
      ASSERT_FALSE(expected.output.empty());
      DedupeOptions options = {.key = "key", .keep = std::string(keep)};
      if (against > 0) options.against = {file};
      for (uint64_t memory : {uint64_t{1} << 30, uint64_t{300000}, uint64_t{1}}) {
        for (int threads : {1, 3}) {
          const ToolSetup setup = {
              .threads = threads, .block_size = threads == 1 ? 5000u : 70000u, .memory = memory};
          options.duplicates = list;
          EXPECT_EQ(Dedupe({input}, options, setup).output, expected.output) << keep << memory;
          EXPECT_EQ(test::ReadFile(list), expected.list) << keep << memory;
          options.duplicates = "";
          EXPECT_EQ(Dedupe({input}, options, setup).output, expected.output) << keep << memory;
        }
      }
    }
  }
}

TEST(PoliciesTest, RecordsThatWaitAreKeptAsTheyAre) {
  constexpr std::string_view kInput =
      "{\"k\" : 1}\r\n\n{\"x\":0}\nwrong\n{\"k\":1.0}\n  {\"k\":2}\n{\"x\":0}";
  for (size_t block_size : {8u, 1000u}) {
    const ToolSetup setup = {.rejects = true, .block_size = block_size};
    ToolRun run = Dedupe({kInput}, {.key = "k", .keep = "last"}, setup);
    EXPECT_EQ(run.output, "{\"x\":0}\n{\"k\":1.0}\n  {\"k\":2}\n{\"x\":0}\n");
    EXPECT_EQ(run.rejects, "wrong\n");
    EXPECT_EQ(run.account.ToText(),
              "read 6, written 4, dropped 1 (duplicate 1), rejected 1 (invalid-json 1); kept "
              "without the key 2");
    run = Dedupe({kInput}, {.key = "k", .keep = "none"}, setup);
    EXPECT_EQ(run.output, "{\"x\":0}\n  {\"k\":2}\n{\"x\":0}\n");
  }
}

// The first are known to be kept; which are the last is not known.
TEST(PoliciesTest, WhatIsWrittenWhereTheToolStops) {
  constexpr std::string_view kInput = "{\"k\":1}\n{\"k\":2}\n{\"k\":1}\nwrong\n{\"k\":3}\n";
  for (size_t block_size : {8u, 1000u}) {
    for (std::string_view keep : {"first", "last", "none"}) {
      ToolRun run = Dedupe({kInput}, {.keep = std::string(keep)}, {.block_size = block_size});
      EXPECT_TRUE(run.stopped);
      EXPECT_EQ(run.output, keep == "first" ? "{\"k\":1}\n{\"k\":2}\n" : "") << keep;
    }
  }
}

// Where the keys no longer fit when the line comes.
TEST(PoliciesTest, WhatIsWrittenWhereTheToolStopsOnDisk) {
  std::string input;
  std::string expected;
  for (int i = 0; i < 20000; ++i) {
    input += text::Cat("{\"i\":", i % 15000, "}\n");
    if (i < 15000) expected += text::Cat("{\"i\":", i, "}\n");
  }
  input += "wrong\n{}\n";
  for (size_t block_size : {4000u, 1000000u}) {
    ToolRun run = Dedupe({input}, {}, {.block_size = block_size, .memory = 1});
    EXPECT_TRUE(run.stopped);
    EXPECT_EQ(run.output, expected);
  }
}

TEST(PoliciesTest, CountsWhereRecordsWereFound) {
  test::ScratchDir directory;
  const std::string a = directory.Write("a", "{\"k\":1}\n\n{\"k\":1}\n{\"k\":2}\n{\"x\":1}\n");
  const std::string b = directory.Write("b", "{\"k\":2}\n{\"k\":3}");
  ToolRun run = Dedupe({"{\"k\":1}\n{\"k\":3}\n{\"k\":3}\n{\"k\":4}\n", "{\"k\":4}\n{\"x\":1}\n"},
                       {.key = "k", .against = {a, b}});
  EXPECT_EQ(run.output, "{\"k\":4}\n{\"x\":1}\n");
  EXPECT_EQ(run.account.ToText(),
            text::Cat("read 6, written 2, dropped 4 (against 3, duplicate 1), rejected 0; compared "
                      "with 5; found in ",
                      a, " 1; found in ", b,
                      " 2; kept without the key 1; not compared with, as they lack the key 1"));
}

TEST(PoliciesTest, LinesToCompareWithAreRecords) {
  test::ScratchDir directory;
  const std::string other = directory.Write("other", "{\"k\":1}\nwrong\n{\"k\":2}\n");
  ToolRun run = Dedupe({"{\"k\":2}\n"}, {.against = {other}});
  EXPECT_TRUE(run.stopped);
  EXPECT_EQ(run.output, "");
  EXPECT_NE(run.findings.find(other + ":2: error"), std::string::npos) << run.findings;
  run = Dedupe({"{\"k\":2}\n"}, {.against = {other}}, {.rejects = true});
  EXPECT_EQ(run.rejects, "wrong\n");
  EXPECT_NE(run.account.ToText().find("read 2, written 0, dropped 1 (against 1), rejected 1"),
            std::string::npos)
      << run.account.ToText();
}

TEST(PoliciesTest, RefusesWhatItDoesNotKnow) {
  for (const DedupeOptions& options :
       {DedupeOptions{.keep = "best"}, DedupeOptions{.keep = ""}, DedupeOptions{.fold = "all"},
        DedupeOptions{.key = "@line", .fold = "case"}}) {
    EXPECT_EQ(Dedupe({"{}\n"}, options).code.status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_FALSE(Dedupe({"{}\n"}, {.against = {"/nowhere/at/all"}}).code.ok());
}

}  // namespace
}  // namespace jsonl

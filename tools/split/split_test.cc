#include "tools/split/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/strings.h"
#include "tools/split/split_runs.h"

namespace jsonl {
namespace {

using test::IsInOrder;
using test::LinesOf;
using test::SortedLines;
using test::Split;
using test::SplitRun;

SplitOptions Ratios(std::string_view ratios, uint64_t seed = 0) {
  SplitOptions options;
  options.ratios = ratios;
  options.output = "{split}";
  options.seed = seed;
  return options;
}

SplitOptions By(std::string_view field) {
  SplitOptions options;
  options.by = field;
  options.output = "{value}";
  return options;
}

SplitOptions Shards(uint64_t shards) {
  SplitOptions options;
  options.shards = shards;
  options.output = "{shard}";
  return options;
}

// {"id":0,"user":0} and so on, three records a user.
std::string Records(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) text::Append(&input, "{\"id\":", i, ",\"user\":", i / 3, "}\n");
  return input;
}

constexpr std::string_view kThree = "train=0.9,valid=0.05,test=0.05";

TEST(SplitTest, RatiosAreExactAndCoverEverythingInOrder) {
  for (int n : {0, 1, 19, 100, 997}) {
    const std::string input = Records(n);
    SplitRun split = Split(input, Ratios(kThree));
    ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
    EXPECT_EQ(*split.run.code, 0);
    ASSERT_EQ(split.files.size(), 3u);
    size_t train = static_cast<size_t>(n) * 90 / 100, valid = static_cast<size_t>(n) * 5 / 100;
    EXPECT_EQ(LinesOf(split.files["train"]).size(), train) << n;
    EXPECT_EQ(LinesOf(split.files["valid"]).size(), valid) << n;
    EXPECT_EQ(LinesOf(split.files["test"]).size(), static_cast<size_t>(n) - train - valid) << n;
    for (const auto& [name, text] : split.files) EXPECT_TRUE(IsInOrder(input, text)) << name;
    std::vector<std::string> all = LinesOf(input);
    std::sort(all.begin(), all.end());
    EXPECT_EQ(SortedLines(split), all);
    auto told = [](std::string_view name, size_t count) {
      return text::Cat(name, ": ", count, count == 1 ? " record" : " records");
    };
    const std::vector<std::string> expected = {
        told("train", train), told("valid", valid),
        told("test", static_cast<size_t>(n) - train - valid)};
    std::vector<std::string> sizes = split.run.told;
    sizes.resize(3);
    EXPECT_EQ(sizes, expected);
    EXPECT_EQ(split.run.told.back(), "Verified: no record is in two splits");
  }
}

TEST(SplitTest, OnlyIsThatPartOfTheWhole) {
  const std::string input = Records(200);
  SplitRun whole = Split(input, Ratios(kThree, 3));
  for (const auto& [name, text] : whole.files) {
    SplitOptions options = Ratios(kThree, 3);
    options.only = name;
    options.output = "only";
    SplitRun part = Split(input, options);
    ASSERT_TRUE(part.run.code.ok()) << part.run.code.status();
    EXPECT_EQ(part.files, (std::map<std::string, std::string>{{"only", text}}));
    EXPECT_EQ(part.run.account.written + part.run.account.dropped(), 200u);
  }
}

TEST(SplitTest, ASeedSplitsTheSameWayWhateverTheOrder) {
  std::vector<std::string> records = LinesOf(Records(300));
  std::string input, reversed;
  for (size_t i = 0; i < records.size(); ++i) {
    text::Append(&input, records[i], "\n");
    text::Append(&reversed, records[records.size() - 1 - i], "\n");
  }
  SplitRun split = Split(input, Ratios("a=0.5,b=0.5", 1));
  SplitRun backwards = Split(reversed, Ratios("a=0.5,b=0.5", 1));
  SplitRun other = Split(input, Ratios("a=0.5,b=0.5", 2));
  std::vector<std::string> a = LinesOf(split.files["a"]);
  std::vector<std::string> a_backwards = LinesOf(backwards.files["a"]);
  EXPECT_TRUE(std::is_permutation(a.begin(), a.end(), a_backwards.begin(), a_backwards.end()));
  EXPECT_NE(split.files["a"], other.files["a"]);
}

TEST(SplitTest, RecordsThatShareTheKeyStayTogether) {
  SplitOptions options = Ratios("a=0.5,b=0.5");
  options.key = "user";
  SplitRun split = Split(Records(300), options);  // of 100 users, so that none need be cut in two
  std::map<std::string, std::string> split_of_user;
  for (const auto& [name, text] : split.files) {
    EXPECT_EQ(LinesOf(text).size(), 150u);
    for (const std::string& line : LinesOf(text)) {
      std::string user = line.substr(line.find("\"user\""));
      EXPECT_EQ(split_of_user.try_emplace(user, name).first->second, name) << user;
    }
  }
}

TEST(SplitTest, ByWritesAFileAValue) {
  SplitRun split = Split(
      "{\"g\":\"a\",\"n\":1}\n{\"g\":\"b/c\"}\n{\"g\":\"a\",\"n\":2}\r\n{\"x\":1}\n{\"g\":7}\n"
      "{\"g\":\"\"}\n{\"g\":\"7\"}\n{\"g\":[1, 2]}",
      By("g"));
  ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
  const std::map<std::string, std::string> expected = {
      {"a", "{\"g\":\"a\",\"n\":1}\n{\"g\":\"a\",\"n\":2}\r\n"},
      {"b%2Fc", "{\"g\":\"b/c\"}\n"},
      {"(none)", "{\"x\":1}\n"},
      {"7", "{\"g\":7}\n{\"g\":\"7\"}\n"},
      {"%", "{\"g\":\"\"}\n"},
      {"%5B1%2C2%5D", "{\"g\":[1, 2]}\n"},
  };
  EXPECT_EQ(split.files, expected);
  EXPECT_EQ(split.run.told, std::vector<std::string>{"6 values of g"});
}

TEST(SplitTest, MalformedLinesStopItWithoutFilesOrAreSetAside) {
  const std::string input = Records(4) + "no JSON\n" + Records(2);
  for (const SplitOptions& options : {Ratios("a=0.5,b=0.5"), By("user"), Shards(2)}) {
    SplitRun stopped = Split(input, options);
    EXPECT_TRUE(stopped.run.stopped);
    EXPECT_EQ(stopped.files.size(), 0u);
    for (size_t block_size : {16u, 100000u}) {
      SplitRun split = Split(input, options, {.rejects = true, .block_size = block_size});
      EXPECT_EQ(split.run.rejects, "no JSON\n");
      EXPECT_EQ(SortedLines(split).size(), 6u);
      EXPECT_EQ(split.run.account.read, 7u);
    }
  }
}

TEST(SplitTest, SameBytesForAnyThreadsAndBlocks) {
  const std::string input = Records(300);
  for (const SplitOptions& options : {Ratios(kThree), By("user"), Shards(7)}) {
    const SplitRun expected = Split(input, options);
    ASSERT_GT(expected.files.size(), 2u);
    for (int threads : {1, 3}) {
      for (size_t block_size : {32u, 500u}) {
        SplitRun split = Split(input, options, {.threads = threads, .block_size = block_size});
        EXPECT_EQ(split.files, expected.files) << threads << " " << block_size;
      }
    }
  }
}

TEST(SplitTest, RefusesBadOptionsWithoutFiles) {
  SplitOptions two = Ratios("a=1"), only = Shards(2), unknown = Ratios("a=1"), key = Ratios("a=1");
  two.shards = 2;
  only.only = "a";
  unknown.only = "b";
  key.key = "";
  SplitOptions template_of_another = Ratios("a=1");
  template_of_another.output = "{shard}";
  SplitOptions one_too_many = Ratios("a=1");
  one_too_many.output = "{split}-{value}";
  const std::pair<SplitOptions, std::string_view> cases[] = {
      {{}, "give one of --ratios, --by, --shards, --lines and --bytes"},
      {two, "give one of --ratios, --by, --shards, --lines and --bytes"},
      {only, "--only goes with --ratios"},
      {unknown, "--only names no split of --ratios: 'b'"},
      {key, ""},
      {template_of_another, "-o/--output must contain {split}, "},
      {one_too_many, "-o/--output contains {value}, but only {split} goes with this"},
      {Ratios("a=0.5,b=0.4"), "--ratios must sum to exactly 1"},
      {By("a..b"), ""},
  };
  for (const auto& [options, message] : cases) {
    SplitRun split = Split("no JSON\n", options);
    EXPECT_EQ(split.run.code.status().code(), absl::StatusCode::kInvalidArgument) << message;
    EXPECT_EQ(text::FromAbsl(split.run.code.status().message()).substr(0, message.size()), message);
    EXPECT_EQ(split.run.findings, "");
    EXPECT_EQ(split.files.size(), 0u);
  }
}

}  // namespace
}  // namespace jsonl

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"
#include "tools/split/split_runs.h"

namespace jsonl {
namespace {

using test::FileOfLine;
using test::LinesOf;
using test::Split;
using test::SplitRun;

SplitOptions Shards(uint64_t shards) {
  SplitOptions options;
  options.shards = shards;
  options.output = "{shard}";
  return options;
}

SplitOptions Lines(uint64_t lines) {
  SplitOptions options;
  options.lines = lines;
  options.output = "{shard}";
  return options;
}

SplitOptions Bytes(uint64_t bytes) {
  SplitOptions options;
  options.bytes = bytes;
  options.output = "{shard}";
  return options;
}

// {"id":0} and so on: 9 bytes each, then 10.
std::string Records(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) text::Append(&input, "{\"id\":", i, "}\n");
  return input;
}

std::vector<size_t> SizesOf(const SplitRun& split) {
  std::vector<size_t> sizes;
  for (const auto& [name, text] : split.files) sizes.push_back(LinesOf(text).size());
  return sizes;
}

TEST(ShardSplitTest, ShardsFollowTheInput) {
  struct Case {
    int records;
    SplitOptions options;
    std::vector<size_t> sizes;
  };
  const Case cases[] = {
      {10, Shards(3), {4, 3, 3}},
      {9, Shards(3), {3, 3, 3}},
      {2, Shards(4), {1, 1, 0, 0}},
      {0, Shards(2), {0, 0}},
      {7, Shards(1), {7}},
      {10, Lines(4), {4, 4, 2}},
      {8, Lines(4), {4, 4}},
      {3, Lines(100), {3}},
      {0, Lines(4), {0}},
      {3, Lines(1), {1, 1, 1}},
      {10, Bytes(30), {3, 3, 3, 1}},
      {10, Bytes(27), {3, 3, 3, 1}},
      {10, Bytes(26), {2, 2, 2, 2, 2}},
      {3, Bytes(1), {1, 1, 1}},
      {0, Bytes(5), {0}},
  };
  for (const Case& c : cases) {
    const std::string input = Records(c.records);
    const SplitRun split = Split(input, c.options, {.threads = 2, .block_size = 40});
    ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
    std::string all;
    size_t number = 0;
    for (const auto& [name, text] : split.files) {
      EXPECT_EQ(name, text::Cat("0000", number++, "-of-0000", c.sizes.size()));
      all += text;
    }
    EXPECT_EQ(SizesOf(split), c.sizes);
    EXPECT_EQ(all, input);
    EXPECT_EQ(split.run.told[0],
              text::Cat(c.sizes.size(), c.sizes.size() == 1 ? " shard" : " shards"));
    const auto empty = std::count(c.sizes.begin(), c.sizes.end(), 0u);
    EXPECT_EQ(split.run.told.size(), empty > 0 ? 2u : 1u);
  }
}

TEST(ShardSplitTest, ALongRecordHasAShardOfItsOwn) {
  const std::string longer = "{\"text\":\"" + std::string(100, 'x') + "\"}\n";
  const SplitRun split = Split("{\"a\":1}\n" + longer + "{\"a\":2}\n{\"a\":3}\n", Bytes(50));
  EXPECT_EQ(SizesOf(split), (std::vector<size_t>{1, 1, 2}));
  EXPECT_EQ(split.files.at("00001-of-00003"), longer);
}

TEST(ShardSplitTest, BytesCountRecordsAlone) {
  const SplitRun split =
      Split("{\"a\":1}\n\n\nno JSON at all, and long\n{\"a\":2}\n", Bytes(16), {.rejects = true});
  EXPECT_EQ(SizesOf(split), std::vector<size_t>{2});
}

TEST(ShardSplitTest, AShuffleSpreadsTheRecordsOverAllShards) {
  const std::string input = Records(4000);
  for (SplitOptions options : {Shards(4), Lines(1000)}) {
    options.shuffle = true;
    options.seed = 3;
    const SplitRun split = Split(input, options);
    ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
    EXPECT_EQ(SizesOf(split), (std::vector<size_t>{1000, 1000, 1000, 1000}));
    EXPECT_EQ(FileOfLine(split).size(), 4000u);
    for (const auto& [name, text] : split.files) {
      const std::vector<std::string> lines = LinesOf(text);
      EXPECT_FALSE(std::is_sorted(lines.begin(), lines.end()));
      double sum = 0;  // of ids: its standard deviation is about 32,000
      for (const std::string& line : lines) sum += std::stoi(line.substr(6));
      EXPECT_NEAR(sum, 1000 * 1999.5, 5 * 32000) << name;
    }
    options.seed = 4;
    EXPECT_NE(Split(input, options).files, split.files);
    const test::ToolSetup setup = {.threads = 3, .block_size = 100, .memory = 5000};
    options.seed = 3;
    EXPECT_EQ(Split(input, options, setup).files, split.files);
  }
}

TEST(ShardSplitTest, RefusesWhatMakesTooManyOrNone) {
  SplitOptions shuffled = Bytes(10);
  shuffled.shuffle = true;
  const std::pair<SplitOptions, std::string_view> cases[] = {
      {Shards(0), "--shards takes 1 to 99999"}, {Shards(100000), "--shards takes 1 to 99999"},
      {Lines(0), "--lines takes 1 or more"},    {Bytes(0), "--bytes takes 1 or more"},
      {shuffled, "--bytes follows the order"},
  };
  for (const auto& [options, message] : cases) {
    const SplitRun split = Split("no JSON\n", options);
    EXPECT_EQ(split.run.code.status().code(), absl::StatusCode::kInvalidArgument) << message;
    EXPECT_EQ(text::FromAbsl(split.run.code.status().message()).substr(0, message.size()), message);
    EXPECT_EQ(split.files.size(), 0u);
  }
  const SplitRun split = Split(Records(100000), Lines(1));
  EXPECT_EQ(split.run.code.status().message(),
            "--lines makes 100000 shards of this, and there may be 99999: give a larger number");
  EXPECT_EQ(split.files.size(), 0u);
}

}  // namespace
}  // namespace jsonl

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"
#include "tools/split/split_runs.h"

namespace jsonl {
namespace {

using test::FileOfLine;
using test::Reversed;
using test::Split;
using test::SplitRun;

SplitOptions Near(std::string_view near, uint64_t seed = 0) {
  SplitOptions options;
  options.ratios = "train=0.8,valid=0.1,test=0.1";
  options.near = near;
  options.key = "text";
  options.output = "{split}";
  options.seed = seed;
  return options;
}

// Texts of 50 words in one to five versions, in each of which one word is another.
std::string Versions(int texts) {
  std::mt19937 random(1);
  std::string input;
  for (int i = 0; i < texts; ++i) {
    std::vector<uint32_t> words(50);
    for (uint32_t& word : words) word = random() % 10000;
    for (int version = 0; version <= i % 5; ++version) {
      text::Append(&input, "{\"of\":", i, ",\"version\":", version, ",\"text\":\"");
      for (uint32_t word : words) text::Append(&input, " w", word);
      input += "\"}\n";
      words[random() % 50] = random() % 10000;
    }
  }
  return input;
}

TEST(NearSplitTest, VersionsOfATextStayTogether) {
  const std::string input = Versions(200);  // 600 records
  for (uint64_t seed : {0u, 1u}) {
    const SplitRun split = Split(input, Near("0.5", seed));
    ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
    std::map<std::string, std::string> split_of_text;
    for (const auto& [line, name] : FileOfLine(split)) {
      const std::string of = line.substr(0, line.find(",\"version"));
      EXPECT_EQ(split_of_text.try_emplace(of, name).first->second, name) << of;
    }
    EXPECT_NEAR(static_cast<double>(test::LinesOf(split.files.at("test")).size()), 60, 5);
    EXPECT_EQ(split.run.told.front(),
              "560 records are in 160 groups of near-duplicates, the largest of 5");
    EXPECT_EQ(split.run.told.back(),
              "Verified: no record and no near-duplicate that was found is in two splits");
    EXPECT_EQ(FileOfLine(Split(Reversed(input), Near("0.5", seed))), FileOfLine(split));
    const test::ToolSetup setup = {.threads = 3, .block_size = 1000, .memory = 1 << 20};
    EXPECT_EQ(Split(input, Near("0.5", seed), setup).files, split.files);
  }
}

TEST(NearSplitTest, GroupsAreJoined) {
  const std::string input = Versions(100);
  SplitOptions options = Near("0.7");
  options.group = "version";
  const SplitRun split = Split(input, options);
  ASSERT_TRUE(split.run.code.ok()) << split.run.code.status();
  EXPECT_EQ(split.files.at("valid") + split.files.at("test"), "");  // all lead to all
}

TEST(NearSplitTest, WarnsOfTemplates) {
  std::string input;
  for (int i = 0; i < 100; ++i) {
    text::Append(&input, "{\"text\":\"a long text that all of the records share but for number ", i,
                 " and it goes on and on until it ends here\"}\n");
  }
  const SplitRun split = Split(input, Near("0.4"));
  EXPECT_EQ(split.run.told[1].substr(0, 70),
            "warning: one group of near-duplicates has 100 of 100 records, all for ");
}

TEST(NearSplitTest, RefusesOptionsThatContradict) {
  SplitOptions stable = Near("0.8"), stratified = Near("0.8"), no_words = Near("0.8");
  stable.stable = true;
  stratified.stratify = "g";
  no_words.ngram = 0;
  for (const SplitOptions& options :
       {Near("0.2"), Near("1.5"), Near("x"), Near(""), stable, stratified, no_words}) {
    const SplitRun split = Split("no JSON\n", options);
    EXPECT_EQ(split.run.code.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(split.files.size(), 0u);
  }
}

}  // namespace
}  // namespace jsonl

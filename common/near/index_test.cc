#include "common/near/index.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl::near {
namespace {

using Matches = std::vector<Match>;

struct Scene {
  std::string_view key = "@record";
  double threshold = 0.8;
  size_t ngram = 5;
  uint64_t memory = uint64_t{1} << 30;
  int threads = 1;
  size_t block = 100;  // records
  size_t references = 0;
};

// Both passes over the records, and what `decide` makes of them.
template <typename Decide>
Matches RunOver(const std::vector<std::string>& records, const Scene& setup, const Decide& decide) {
  test::ScratchDir directory;
  Index index(
      {*TextKey::Parse(setup.key), setup.threshold, setup.ngram, setup.memory, directory.path()});
  Sketcher sketcher(index);
  Index::Sketches sketches;
  for (size_t i = 0; i < records.size(); ++i) {
    if (setup.references > 0 && i == setup.references) {
      EXPECT_TRUE(index.Take(sketches).ok());
      sketches.Clear();
      index.EndReferences();
    }
    test::ParsedText parsed(records[i]);
    sketcher.Add(parsed.root(), &sketches);
    if (i % setup.block == 0) {
      EXPECT_TRUE(index.Take(sketches).ok());
      sketches.Clear();
    }
  }
  EXPECT_TRUE(index.Take(sketches).ok());
  EXPECT_EQ(index.records(), records.size());
  EXPECT_TRUE(index.FindCandidates(setup.threads).ok());
  SetReader reader(index);
  Index::Sets sets;
  for (size_t i = 0; i < records.size(); ++i) {
    if (!index.Needs(i)) continue;
    test::PaddedText padded(records[i]);
    reader.Add(padded.view(), &sets);
    if (i % setup.block == 0) {
      EXPECT_TRUE(index.Take(sets).ok());
      sets.Clear();
    }
  }
  EXPECT_TRUE(index.Take(sets).ok());
  absl::StatusOr<Matches> matches = decide(index);
  EXPECT_TRUE(matches.ok()) << matches.status();
  return *matches;
}

Matches Dropped(const std::vector<std::string>& records, const Scene& setup = {},
                Keep keep = Keep::kFirst) {
  return RunOver(records, setup, [keep](const Index& index) { return index.Dropped(keep); });
}

std::string Record(const std::vector<int>& words) {
  std::string text;
  for (int word : words) text::Append(&text, " w", word);
  return text::Cat(R"({"text":")", text, R"("})");
}

// The true similarity of two records of single words.
double Similarity(const std::vector<int>& a, const std::vector<int>& b) {
  std::set<int> all(a.begin(), a.end());
  const size_t first = all.size();
  const std::set<int> second(b.begin(), b.end());
  all.insert(b.begin(), b.end());
  return static_cast<double>(first + second.size() - all.size()) / static_cast<double>(all.size());
}

// Pairs of records that share `shared` words and have `own` more each, all words different.
TEST(IndexTest, FindsPairsAboveTheThresholdAndNoneBelow) {
  struct Case {
    double threshold;
    int shared;
    int own;
  };
  // 0.05 more than the threshold, or less, of short and of long texts.
  const Case cases[] = {
      {0.5, 11, 4 /* 0.579 */},  {0.5, 55, 22 /* 0.556 */}, {0.5, 49, 25 /* 0.495 */},
      {0.6, 65, 17 /* 0.657 */}, {0.7, 60, 10 /* 0.75 */},  {0.7, 7, 1 /* 0.778 */},
      {0.8, 17, 1 /* 0.895 */},  {0.8, 68, 6 /* 0.85 */},   {0.8, 340, 30 /* 0.85 */},
      {0.8, 79, 10 /* 0.798 */}, {0.9, 95, 2 /* 0.96 */},   {0.9, 380, 10 /* 0.95 */},
      {0.95, 98, 1 /* 0.98 */},
  };
  constexpr int kPairs = 1000;
  for (const Case& c : cases) {
    const double similarity = c.shared / static_cast<double>(c.shared + 2 * c.own);
    std::vector<std::string> records;
    int word = 0;
    for (int pair = 0; pair < kPairs; ++pair) {
      std::vector<int> shared;
      for (int i = 0; i < c.shared; ++i) shared.push_back(word++);
      for (int side = 0; side < 2; ++side) {
        std::vector<int> words = shared;
        for (int i = 0; i < c.own; ++i) words.push_back(word++);
        records.push_back(Record(words));
      }
    }
    const Matches dropped = Dropped(records, {.threshold = c.threshold, .ngram = 1});
    for (const Match& match : dropped) {
      EXPECT_EQ(match.record, match.of + 1);
      EXPECT_EQ(match.similarity, similarity);
    }
    if (similarity < c.threshold) {
      EXPECT_EQ(dropped.size(), 0u) << c.threshold;
    } else {
      EXPECT_GE(dropped.size(), 0.97 * kPairs) << c.threshold << " " << c.shared;
    }
  }
}

// Records of few words meet often, at all similarities.
TEST(IndexTest, WhatIsDroppedIsSimilarToWhatIsKept) {
  std::mt19937 random(7);
  std::vector<std::vector<int>> words(3000);
  std::vector<std::string> records;
  for (std::vector<int>& some : words) {
    for (int i = 0; i < 8; ++i) some.push_back(static_cast<int>(random() % 20));
    records.push_back(Record(some));
  }
  for (Keep keep : {Keep::kFirst, Keep::kLast, Keep::kNone}) {
    const Matches dropped = Dropped(records, {.threshold = 0.7, .ngram = 1}, keep);
    EXPECT_GT(dropped.size(), 500u);
    std::set<uint32_t> gone;
    for (const Match& match : dropped) gone.insert(match.record);
    EXPECT_EQ(gone.size(), dropped.size());
    for (const Match& match : dropped) {
      EXPECT_EQ(match.similarity, Similarity(words[match.record], words[match.of]));
      EXPECT_GE(match.similarity, 0.7);
      if (keep == Keep::kNone) continue;
      EXPECT_EQ(gone.count(match.of), 0u);
    }
  }
}

TEST(IndexTest, SameForAnyMemoryThreadsAndBlocks) {
  std::mt19937 random(9);
  std::vector<std::string> records;
  for (int i = 0; i < 15000; ++i) {
    std::vector<int> words;
    for (int k = 0; k < 12; ++k) words.push_back(static_cast<int>(random() % 4) + i / 5 % 3000 * 4);
    records.push_back(Record(words));
  }
  const Scene plain = {.threshold = 0.6, .ngram = 1};
  for (Keep keep : {Keep::kFirst, Keep::kLast}) {
    const Matches expected = Dropped(records, plain, keep);
    EXPECT_GT(expected.size(), 3000u);
    for (Scene setup :
         {Scene{.memory = 0}, Scene{.memory = 1 << 20}, Scene{.threads = 3}, Scene{.block = 7}}) {
      setup.threshold = plain.threshold;
      setup.ngram = plain.ngram;
      const Matches found = Dropped(records, setup, keep);
      ASSERT_EQ(found.size(), expected.size());
      for (size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].record, expected[i].record);
        EXPECT_EQ(found[i].of, expected[i].of);
        EXPECT_EQ(found[i].similarity, expected[i].similarity);
      }
    }
  }
}

TEST(IndexTest, TextsWithoutWordsMustBeEqual) {
  const Matches dropped = Dropped(
      {R"({"t":"?!"})", R"({"t":"!?"})", R"({"t":"?!"})", R"({})", R"({"t":null})", R"({})"});
  ASSERT_EQ(dropped.size(), 2u);
  EXPECT_EQ(dropped[0].record, 2u);
  EXPECT_EQ(dropped[0].of, 0u);
  EXPECT_EQ(dropped[1].record, 5u);
  EXPECT_EQ(dropped[1].of, 3u);
}

TEST(IndexTest, RecordsWithoutTheKeyAreKept) {
  const std::vector<std::string> records = {R"({"t":"a b"})", R"({"x":1})", R"({"x":1})",
                                            R"({"t":"A. B!"})"};
  const Matches dropped = RunOver(records, {.key = "t"}, [](const Index& index) {
    EXPECT_EQ(index.absent(), 2u);
    return index.Dropped(Keep::kFirst);
  });
  ASSERT_EQ(dropped.size(), 1u);
  EXPECT_EQ(dropped[0].record, 3u);
}

TEST(IndexTest, NumbersMayStandForNoRecord) {
  test::ScratchDir directory;
  Index index({*TextKey::Parse("@record"), 0.8, 5, 1 << 20, directory.path()});
  Sketcher sketcher(index);
  Index::Sketches sketches;
  test::ParsedText parsed(R"({"t":"a b"})");
  sketcher.Skip(&sketches);
  sketcher.Add(parsed.root(), &sketches);
  EXPECT_EQ(sketches.records(), 2u);
  ASSERT_TRUE(index.Take(sketches).ok());
  ASSERT_TRUE(index.Skip(3).ok());
  ASSERT_TRUE(index.Take(sketches).ok());
  EXPECT_EQ(index.records(), 7u);
  EXPECT_EQ(index.absent(), 0u);
  ASSERT_TRUE(index.FindCandidates(1).ok());
  absl::StatusOr<Matches> dropped = index.Dropped(Keep::kFirst);
  ASSERT_TRUE(dropped.ok());
  ASSERT_EQ(dropped->size(), 1u);
  EXPECT_EQ(dropped->front().record, 6u);
  EXPECT_EQ(dropped->front().of, 1u);
}

TEST(IndexTest, ChineseIsComparedByCharacters) {
  const std::string text =
      "人工智能是计算机科学的一个分支，它企图了解智能的实质，并生产出一种新的机器。";
  std::string other = text;
  other.replace(other.find("企图"), std::string_view("企图").size(), "试图");
  const std::vector<std::string> records = {
      text::Cat(R"({"t":")", text, R"("})"), text::Cat(R"({"t":")", other, R"("})"),
      R"({"t":"今天天气很好，我们去公园散步，看到了很多美丽的花朵和快乐的孩子们。"})"};
  const Matches dropped = Dropped(records, {.threshold = 0.7});
  ASSERT_EQ(dropped.size(), 1u);
  EXPECT_EQ(dropped[0].record, 1u);
  EXPECT_EQ(dropped[0].of, 0u);
  EXPECT_GT(dropped[0].similarity, 0.7);
}

TEST(IndexTest, OnlyReferencesAreComparedWithReferences) {
  const std::string text = R"({"t":"one two three four five six seven"})";
  const std::string other = R"({"t":"eight nine ten eleven twelve"})";
  const Matches dropped = Dropped({text, text, other, text, other, text}, {.references = 3});
  ASSERT_EQ(dropped.size(), 3u);
  EXPECT_EQ(dropped[0].record, 3u);
  EXPECT_EQ(dropped[0].of, 0u);
  EXPECT_EQ(dropped[1].of, 2u);
  EXPECT_EQ(dropped[2].of, 0u);
}

// Everything shares all buckets with everything: time must not be quadratic.
TEST(IndexTest, TemplatesTakeLinearTime) {
  std::vector<std::string> equal(50000, R"({"t":"the same words again and again"})");
  std::vector<std::string> alike;
  for (int i = 0; i < 10000; ++i) {
    std::vector<int> words;
    for (int k = 0; k < 40; ++k) words.push_back(k);
    for (int k = 0; k < 12; ++k) words.push_back(100 + i * 12 + k);
    alike.push_back(Record(words));  // similarity 40 / 64
  }
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(Dropped(equal).size(), equal.size() - 1);
  EXPECT_EQ(Dropped(alike, {.threshold = 0.65, .ngram = 1}).size(), 0u);
  EXPECT_GT(Dropped(alike, {.threshold = 0.6, .ngram = 1}).size(), alike.size() * 99 / 100);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(IndexTest, Explains) {
  const Index index({*TextKey::Parse("@record"), 0.8, 5, 1 << 20, ""});
  const std::string text = index.Explain();
  EXPECT_NE(text.find("15 bands of 8 rows, 136 bytes a record"), text.npos) << text;
  EXPECT_NE(text.find("0.85  0.9915"), text.npos) << text;
}

}  // namespace
}  // namespace jsonl::near

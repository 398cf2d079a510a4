#include "common/tokenizer/byte_pair_encoder.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "gtest/gtest.h"

namespace jsonl::tokenizer {
namespace {

// The bytes, "ab", "bc", "abc" by merging "ab" and "c", "aa" and "aaaa".
Vocabulary Small(bool by_number) {
  Vocabulary vocabulary;
  for (uint32_t byte = 0; byte < 256; ++byte) {
    EXPECT_TRUE(vocabulary.Add(std::string(1, static_cast<char>(byte)), byte).ok());
  }
  const std::vector<std::string> tokens = {"bc", "ab", "abc", "aa", "aaaa"};
  for (uint32_t i = 0; i < tokens.size(); ++i) EXPECT_TRUE(vocabulary.Add(tokens[i], 256 + i).ok());
  if (by_number) {
    vocabulary.MergeByNumber();
  } else {
    vocabulary.AddMerge('b', 'c', 256);
    vocabulary.AddMerge('a', 'b', 257);
    vocabulary.AddMerge(257, 'c', 258);
    vocabulary.AddMerge('a', 'a', 259);
    vocabulary.AddMerge(259, 259, 260);
  }
  EXPECT_TRUE(vocabulary.Complete().ok());
  return vocabulary;
}

std::vector<Token> Encode(const Vocabulary& vocabulary, std::string_view piece) {
  std::vector<Token> tokens;
  BytePairEncoder(vocabulary).Encode(piece, &tokens);
  return tokens;
}

TEST(BytePairEncoder, MergesTheLeastRankFirst) {
  const Vocabulary by_merges = Small(false);
  EXPECT_EQ(Encode(by_merges, "abc"), (std::vector<Token>{'a', 256}));
  EXPECT_EQ(Encode(by_merges, "ab"), (std::vector<Token>{257}));
  EXPECT_EQ(Encode(by_merges, "aaaaaaa"), (std::vector<Token>{260, 259, 'a'}));
  EXPECT_EQ(Encode(by_merges, "\xff"), (std::vector<Token>{0xff}));
  const Vocabulary by_number = Small(true);
  EXPECT_EQ(Encode(by_number, "abc"), (std::vector<Token>{258}));  // "a" and "bc" merge, too
}

TEST(BytePairEncoder, TakesAWholeTokenIfThatIsPreferred) {
  Vocabulary vocabulary = Small(false);
  vocabulary.PreferWholePieces();
  EXPECT_EQ(Encode(vocabulary, "abc"), (std::vector<Token>{258}));
  EXPECT_EQ(Encode(vocabulary, "abcx"), (std::vector<Token>{'a', 256, 'x'}));
}

// One merge after the other, each time the best of all.
std::vector<Token> Simple(const Vocabulary& vocabulary, std::string_view piece) {
  std::vector<std::pair<Token, std::string>> parts;
  for (char c : piece) parts.emplace_back(static_cast<uint8_t>(c), std::string(1, c));
  while (true) {
    Merge best;
    size_t place = 0;
    for (size_t i = 0; i + 1 < parts.size(); ++i) {
      const Merge merge = vocabulary.FindMerge(parts[i].first, parts[i + 1].first,
                                               parts[i].second + parts[i + 1].second);
      if (merge.rank < best.rank) {
        best = merge;
        place = i;
      }
    }
    if (best.rank == kNoToken) break;
    parts[place] = {best.token, parts[place].second + parts[place + 1].second};
    parts.erase(parts.begin() + static_cast<ptrdiff_t>(place) + 1);
  }
  std::vector<Token> tokens;
  for (const auto& [token, bytes] : parts) tokens.push_back(token);
  return tokens;
}

TEST(BytePairEncoder, EqualsTheSimpleWay) {
  std::mt19937 random(1);
  for (bool by_number : {false, true}) {
    const Vocabulary vocabulary = Small(by_number);
    BytePairEncoder encoder(vocabulary);  // one, so that it remembers
    for (int i = 0; i < 3000; ++i) {
      std::string piece;
      for (size_t size = 1 + random() % 40; piece.size() < size;) piece += "abc"[random() % 3];
      std::vector<Token> tokens;
      encoder.Encode(piece, &tokens);
      ASSERT_EQ(tokens, Simple(vocabulary, piece)) << piece;
    }
  }
}

TEST(BytePairEncoder, TakesLongPiecesInTheirStride) {
  const Vocabulary vocabulary = Small(false);
  const std::vector<Token> tokens = Encode(vocabulary, std::string(1 << 20, 'a'));
  EXPECT_EQ(tokens.size(), 1u << 18);
  EXPECT_TRUE(std::all_of(tokens.begin(), tokens.end(), [](Token t) { return t == 260; }));
}

TEST(Vocabulary, NeedsAllBytesAndNoTokenTwice) {
  Vocabulary vocabulary;
  EXPECT_TRUE(vocabulary.Add("a", 0).ok());
  EXPECT_FALSE(vocabulary.Add("a", 1).ok());
  EXPECT_FALSE(vocabulary.Add("", 2).ok());
  EXPECT_FALSE(vocabulary.Complete().ok());
}

}  // namespace
}  // namespace jsonl::tokenizer

#include "common/text/words.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace jsonl::text {
namespace {

std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> words;
  WordReader reader;
  reader.Start(text);
  for (Word word; reader.Next(&word);) words.push_back(word);
  return words;
}

std::vector<std::string> TextsOf(std::string_view text) {
  std::vector<std::string> texts;
  for (const Word& word : WordsOf(text)) texts.emplace_back(word.text);
  return texts;
}

std::vector<uint64_t> HashesOf(std::string_view text) {
  std::vector<uint64_t> hashes;
  for (const Word& word : WordsOf(text)) hashes.push_back(word.hash);
  return hashes;
}

TEST(WordsTest, AreRunsOfLettersAndDigits) {
  struct Case {
    std::string_view text;
    std::vector<std::string> words;
  };
  const Case cases[] = {
      {"", {}},
      {" \n.,;!", {}},
      {"—。！ \u200b", {}},
      {"Hello, world!", {"Hello", "world"}},
      {"don't snake_case x2 3.14", {"don", "t", "snake", "case", "x2", "3", "14"}},
      {"naïve Ünïcode — Привет’s", {"naïve", "Ünïcode", "Привет", "s"}},
      {"e\u0301te\u0301", {"e\u0301te\u0301"}},
      {"한국어 문장", {"한국어", "문장"}},
      {"中文。GPT4模型", {"中", "文", "GPT4", "模", "型"}},
      {"東京タワーへ", {"東", "京", "タ", "ワ", "ー", "へ"}},
      {"สวัสดี", {"ส", "ว", "ั", "ส", "ด", "ี"}},
      {"a中é中b", {"a", "中", "é", "中", "b"}},
      {"𠀀𠀁", {"𠀀", "𠀁"}},
      {"𐐀x 𐐨", {"𐐀x", "𐐨"}},
  };
  for (const Case& c : cases) EXPECT_EQ(TextsOf(c.text), c.words) << c.text;
}

TEST(WordsTest, CaseDoesNotCount) {
  struct Case {
    std::string_view a;
    std::string_view b;
  };
  for (const Case& c :
       {Case{"I am THE 1st ABCDEFGHIJKLMNOPQRSTUVWXYZ", "i Am the 1ST abcdefghijklmnopqrstuvwxyz"},
        Case{"ÉTÉ", "été"}, Case{"ПРИВЕТ", "привет"}, Case{"ΣΟΦΌΣ", "σοφός"},
        Case{"\u212aelvin", "kelvin"}, Case{"\u212a", "K"}, Case{"ſix", "SIX"}}) {
    EXPECT_EQ(HashesOf(c.a), HashesOf(c.b)) << c.a;
  }
}

TEST(WordsTest, DifferentWordsHaveDifferentHashes) {
  std::set<uint64_t> hashes;
  size_t words = 0;
  auto add = [&](const std::string& word) {
    ASSERT_EQ(TextsOf(word), std::vector<std::string>{word});
    hashes.insert(HashesOf(word)[0]);
    ++words;
  };
  for (int i = 0; i < 100000; ++i) add(std::to_string(i));
  for (size_t size = 1; size < 40; ++size) add(std::string(size, 'a'));
  for (char c = 'b'; c <= 'z'; ++c) {
    for (size_t size = 1; size < 40; ++size) {
      for (size_t i = 0; i < size; ++i) {
        std::string word(size, 'a');
        word[i] = c;
        add(word);
      }
    }
  }
  for (std::string_view word : {"一", "丠", "é", "о", "о\u0301"}) add(std::string(word));
  EXPECT_EQ(hashes.size(), words);
}

}  // namespace
}  // namespace jsonl::text

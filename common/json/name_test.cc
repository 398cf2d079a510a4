#include "common/json/name.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace jsonl::json {
namespace {

static_assert(Name("instruction") == Name(std::string_view("instruction")));
static_assert(!(Name("chosen") == Name("output")));
static_assert(Name("").word() == 0);

// Names that differ in one byte, in length, or only in the middle.
TEST(NameTest, IsEqualWhereTheTextIs) {
  std::mt19937_64 random(1);
  std::vector<std::string> texts = {"", std::string(1, '\0'), std::string(2, '\0')};
  for (size_t size = 1; size < 40; ++size) {
    std::string text;
    for (size_t i = 0; i < size; ++i) text += static_cast<char>('a' + random() % 26);
    texts.push_back(text);
    texts.push_back(text + '\0');
    for (size_t i = 0; i < size; ++i) {
      texts.push_back(text);
      texts.back()[i] = '\xff';
    }
  }
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      const std::string copy = b;  // elsewhere in memory
      EXPECT_EQ(Name(std::string_view(a)) == Name(std::string_view(copy)), a == b) << a << " " << b;
      EXPECT_EQ(Name(std::string_view(a)).Is(copy), a == b) << a << " " << b;
    }
  }
}

// Found when running and when compiling, a word is the same.
TEST(NameTest, HasOneWord) {
  constexpr Name kNames[] = {"", "a", "ab", "abc", "abcd", "abcdefg", "abcdefgh", "instruction"};
  for (const Name& name : kNames) {
    const std::string copy(name.text());
    EXPECT_EQ(Name(std::string_view(copy)).word(), name.word()) << copy;
  }
}

}  // namespace
}  // namespace jsonl::json

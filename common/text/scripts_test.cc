#include "common/text/scripts.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jsonl::text {
namespace {

std::map<std::string, uint64_t> Counts(const ScriptCounter& counter) {
  std::map<std::string, uint64_t> counts;
  for (Script script : counter.scripts()) {
    counts.emplace(ScriptName(script), counter.count(script));
  }
  return counts;
}

TEST(ScriptCounter, CountsCharactersByScript) {
  struct Case {
    std::string_view text;
    size_t code_points;
    std::map<std::string, uint64_t> counts;
  };
  const std::vector<Case> cases = {
      {"", 0, {}},
      {"12 {}!?@[`{\x7f", 12, {}},
      {"aZ az", 5, {{"Latin", 4}}},
      {"é×€", 3, {{"Latin", 1}}},
      {"中文, мир", 7, {{"Han", 2}, {"Cyrillic", 3}}},
      {"かなカナー", 5, {{"Hiragana", 2}, {"Katakana", 2}}},
      {"𠀀😀αβ", 4, {{"Han", 1}, {"Greek", 2}}},
  };
  for (const Case& c : cases) {
    // Before, after and between ASCII of any length.
    for (size_t pad : {0, 1, 61, 62, 63, 64, 65, 127, 128, 200}) {
      const std::string digits(pad, '7');
      ScriptCounter counter;
      EXPECT_EQ(counter.Add(digits + std::string(c.text) + digits), c.code_points + 2 * pad);
      EXPECT_EQ(Counts(counter), c.counts) << c.text << " within " << pad;
    }
  }
}

TEST(ScriptCounter, AddsUpUntilCleared) {
  ScriptCounter counter;
  counter.Add("ab");
  counter.Add(std::string(1000, 'c'));
  EXPECT_EQ(Counts(counter), (std::map<std::string, uint64_t>{{"Latin", 1002}}));
  counter.Clear();
  EXPECT_TRUE(counter.scripts().empty());
  counter.Add("я");
  EXPECT_EQ(Counts(counter), (std::map<std::string, uint64_t>{{"Cyrillic", 1}}));
}

TEST(Scripts, HaveNamesAndCodes) {
  Script script;
  ASSERT_TRUE(FindScript("Hani", &script));
  EXPECT_EQ(ScriptName(script), "Han");
  EXPECT_EQ(ScriptCode(script), "Hani");
  EXPECT_FALSE(FindScript("", &script));
  EXPECT_FALSE(FindScript("Zyyy", &script));
  EXPECT_FALSE(FindScript("none", &script));
}

}  // namespace
}  // namespace jsonl::text

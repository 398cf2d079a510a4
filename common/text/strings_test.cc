#include "common/text/strings.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace jsonl::text {
namespace {

using std::literals::operator""sv;

TEST(CatTest, JoinsPiecesOfAnyKind) {
  const std::string string = "string";
  constexpr std::string_view kView = "a view";
  EXPECT_EQ(Cat(kView, " ", string, " ", 42, " ", uint64_t{18446744073709551615u}, " ", -7),
            "a view string 42 18446744073709551615 -7");
  EXPECT_EQ(Cat(), "");
  EXPECT_EQ(Cat(std::string_view(), ""sv), "");
  EXPECT_EQ(Cat("a\0b"sv, "\0"sv), std::string("a\0b\0", 4));
}

TEST(AppendTest, KeepsWhatIsThere) {
  std::string out = "1";
  Append(&out, "2"sv, 3, std::string("4"));
  EXPECT_EQ(out, "1234");
  Append(&out);
  EXPECT_EQ(out, "1234");
}

TEST(ToAbslTest, GoesThereAndBack) {
  constexpr std::string_view kView("a\0b", 3);
  EXPECT_EQ(FromAbsl(ToAbsl(kView)), kView);
  EXPECT_EQ(FromAbsl(ToAbsl(kView)).data(), kView.data());
  EXPECT_EQ(FromAbsl(ToAbsl({})), "");
}

TEST(StringMapTest, IsLookedUpByPartsOfTexts) {
  constexpr std::string_view kText = "one two";
  StringMap<int> map;
  map.emplace("one", 1);
  map.emplace("two", 2);
  EXPECT_EQ(map.find(kText.substr(0, 3))->second, 1);
  EXPECT_EQ(map.find(kText.substr(4))->second, 2);
  EXPECT_EQ(map.find(kText), map.end());
  EXPECT_FALSE(map.emplace(kText.substr(0, 3), 3).second);
}

TEST(StringSetTest, IsLookedUpByPartsOfTexts) {
  StringSet set = {"one", "", std::string("\0", 1)};
  EXPECT_TRUE(set.contains("one two"sv.substr(0, 3)));
  EXPECT_TRUE(set.contains(""sv));
  EXPECT_TRUE(set.contains("\0"sv));
  EXPECT_FALSE(set.contains("two"sv));
}

}  // namespace
}  // namespace jsonl::text

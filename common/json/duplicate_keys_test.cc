#include "common/json/duplicate_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "common/json/pointer.h"
#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

// "POINTER at OFFSET" of the key found; "" when there is none.
std::string Found(std::string_view text) {
  test::ParsedText parsed(text);
  Value key = FindDuplicateKey(parsed.root());
  if (!key) return "";
  return PointerTo(parsed.root(), key.index()) + " at " + std::to_string(key.begin());
}

TEST(FindDuplicateKeyTest, FindsNone) {
  for (const char* text :
       {"1", "\"a\"", "[]", "{}", R"({"a":1})", R"({"a":"a","b":"a"})", R"({"a":{"a":{"a":1}}})",
        R"([{"a":1},{"a":1}])", R"({"a":1,"A":1,"aa":1,"":1,"a ":1})",
        R"({"12345678":1,"123456789":1,"1234567":1,"12345678x":1,"x12345678":1})",
        R"({"field_number_1":1,"field_number_2":1})", R"({"a\u0000":1,"a":2})",
        R"({"commonprefixA_commonsuffix":1,"commonprefixB_commonsuffix":2})"}) {
    EXPECT_EQ(Found(text), "") << text;
  }
}

TEST(FindDuplicateKeyTest, FindsTheFirstInTheOrderWritten) {
  EXPECT_EQ(Found(R"({"a":1,"a":2})"), "/a at 7");
  EXPECT_EQ(Found(R"({"a":1,"b":1,"b":2,"a":2})"), "/b at 13");
  EXPECT_EQ(Found(R"({"a":1,"\u0061":2})"), "/a at 7");
  EXPECT_EQ(Found(R"({"":1,"":2})"), "/ at 6");
  EXPECT_EQ(Found(R"([1,{"x":{"k":1,"k":2}}])"), "/1/x/k at 15");
  // The inner one stands before the outer one's second key, and the other way round.
  EXPECT_EQ(Found(R"({"a":{"x":1,"x":2},"a":3})"), "/a/x at 12");
  EXPECT_EQ(Found(R"({"a":1,"a":{"x":1,"x":2}})"), "/a at 7");
  EXPECT_EQ(Found(R"({"a":[{"x":1},{"y":1,"y":1}],"a":3})"), "/a/1/y at 21");
}

// Against a comparison of all pairs, for objects of every size around the limits.
TEST(FindDuplicateKeyTest, PropertySizes) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 3000; ++round) {
    size_t size = 1 + random() % 60;
    uint64_t range = random() % 2 == 0 ? 40 : 4000;
    std::vector<std::string> names;
    std::string text = "{";
    std::string expected;
    for (size_t i = 0; i < size; ++i) {
      std::string name = std::to_string(random() % range);
      if (random() % 2 == 0) name = "some_longer_prefix" + name + "_and_suffix";
      if (i > 0) text += ",";
      if (expected.empty() && std::find(names.begin(), names.end(), name) != names.end()) {
        expected = "/" + name + " at " + std::to_string(text.size());
      }
      names.push_back(name);
      text += "\"" + name + "\":1";
    }
    ASSERT_EQ(Found(text + "}"), expected) << text;
  }
}

// Names of one length, the same at both ends.
TEST(FindDuplicateKeyTest, IsNotQuadraticOnAHostileObject) {
  std::string text = "{";
  for (int i = 0; i < 300000; ++i) {
    text += "\"prefix__" + std::to_string(1000000 + i) + "__suffix\":0,";
  }
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(Found(text + "\"x\":0}"), "");
  EXPECT_EQ(Found(text + "\"prefix__1000000__suffix\":0}"),
            "/prefix__1000000__suffix at " + std::to_string(text.size()));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

}  // namespace
}  // namespace jsonl::json

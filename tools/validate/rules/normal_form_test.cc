#include "tools/validate/rules/normal_form.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/testing/json_text.h"

namespace jsonl {
namespace {

TEST(NormalFormTest, FindsWhiteSpaceOutsideOfStrings) {
  struct Case {
    std::string_view json;
    size_t offset;
  };
  const Case cases[] = {
      {R"({"a":[1,"b c\n \" d",{}]})", std::string_view::npos},
      {R"({"a": 1})", 5},
      {R"({"a\\":"\\", "b":1})", 12},
      {" 1", 0},
      {"1\n", 1},
      {"[\t]", 1},
      {"\"\\\\\" ", 4},
  };
  for (const Case& c : cases) EXPECT_EQ(FindWhiteSpace(c.json), c.offset) << c.json;
}

TEST(NormalFormTest, FindsTheFirstKeyThatIsOutOfOrder) {
  struct Case {
    std::string_view json;
    std::string_view key;
  };
  const Case cases[] = {
      {R"({"A":1,"a":{"b":1,"c":2},"b":[]})", ""},
      {R"({"b":1,"a":2})", "a"},
      {R"({"a":{"z":1,"y":2},"b":1})", "y"},
      {R"([{"a":1},{"b":[{"d":1,"c":2}]}])", "c"},
      {R"({"a":1,"a":2})", "a"},
      {R"({"a":1,"B":2})", "B"},
      {R"({"":1,"a":2})", ""},
      {R"({"a":1,"\u00e4":2,"\uff00":3,"\ud83d\ude00":4})", ""},  // not as UTF-16 has it
      {R"("b")", ""},
  };
  for (const Case& c : cases) {
    test::ParsedText parsed(c.json);
    json::Value key = FindUnsortedKey(parsed.root());
    EXPECT_EQ(key ? key.string() : "", c.key) << c.json;
  }
}

TEST(NormalFormTest, DeepAndWideObjectsTakeLinearTime) {
  std::string wide = "{";
  for (int i = 0; i < 50000; ++i) wide += "\"k" + std::to_string(1000000 + i) + "\":{},";
  wide += "\"z\":0}";
  test::ParsedText parsed(wide);
  EXPECT_FALSE(FindUnsortedKey(parsed.root()));
}

}  // namespace
}  // namespace jsonl

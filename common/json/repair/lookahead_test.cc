#include "common/json/repair/lookahead.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace jsonl::json {
namespace {

TEST(LookaheadTest, TellsKeysFromText) {
  for (auto [text, key] : std::vector<std::pair<std::string_view, bool>>{
           {R"("a": 1)", true},   {R"("a" : 1)", true},
           {R"("a" = 1)", true},  {R"("a\"b": 1)", true},
           {R"(""a"": 1)", true}, {R"('a': 1)", true},
           {"a: 1", true},        {"a-b=1", true},
           {R"(a": 1)", true},    {"“a”： 1", true},
           {R"("a", 1)", false},  {"\"a\nb\": 1", false},
           {R"("a)", false},      {"http://example.com", false},
           {"12:30", false},      {"12: noon", false},
           {"12: \"a\"", true},   {"12: [", true},
           {"a b: 1", false},     {"", false},
       }) {
    const Stack stack;
    EXPECT_EQ(Lookahead(text, stack).IsKey(0), key) << text;
  }
}

// What follows the quote of a member's value, in an object within an array.
TEST(LookaheadTest, TellsWhetherAStringEnds) {
  Stack stack;
  stack.Push(/*object=*/false, /*tuple=*/false, 0);
  stack.Push(/*object=*/true, /*tuple=*/false, 1);
  for (auto [rest, ends] : std::vector<std::pair<std::string_view, bool>>{
           {"", true},
           {R"(, "b": 1}])", true},
           {", b: 1}]", true},
           {",}]", true},
           {"}]", true},
           {R"(}, {"a": 2}])", true},
           {R"(, {"a": 2}])", true},
           {R"( "b": 1}])", true},
           {" // note", true},
           {R"( + "more"}])", true},
           {", he said", false},
           {" is text", false},
           {"} is text}]", false},
           {"//example.com", false},
           {")", false},
       }) {
    EXPECT_EQ(Lookahead(rest, stack).EndsString(0, Place::kMember), ends) << rest;
  }
  for (auto [rest, ends] : std::vector<std::pair<std::string_view, bool>>{
           {": 1", true}, {" => 1", true}, {" 1}", true}, {R"( "x"})", true}, {" b\": 1", false}}) {
    EXPECT_EQ(Lookahead(rest, stack).EndsString(0, Place::kKey), ends) << rest;
  }
}

}  // namespace
}  // namespace jsonl::json

#include "common/json/repair/escaped_text.h"

#include <gtest/gtest.h>

#include <vector>

#include "common/json/repair/repair_case.h"

namespace jsonl::json {
namespace {

using enum MendKind;

TEST(EscapedTextTest, IsToldByTheFirstQuote) {
  EXPECT_TRUE(IsEscapedText(R"({\"a\": 1})"));
  EXPECT_TRUE(IsEscapedText(R"([1, \"a\"])"));
  EXPECT_FALSE(IsEscapedText(R"({"a": "\"b\""})"));
  EXPECT_FALSE(IsEscapedText(R"({'a': \"b\"})"));
  EXPECT_FALSE(IsEscapedText(R"(say \"a\")"));
  EXPECT_FALSE(IsEscapedText(""));
}

TEST(EscapedTextTest, TakesOneLevelAway) {
  EXPECT_EQ(Unescape(R"({\"a\": \"\\n\"}\n\t\u0041\)"), "{\"a\": \"\\n\"}\n\t\\u0041\\");
}

TEST(EscapedTextTest, MapsOffsetsBack) {
  std::vector<Mend> mends = {{kQuotes, 0}, {kQuotes, 1}, {kQuotes, 2}, {kQuotes, 6}, {kQuotes, 8}};
  MapToEscaped(R"({\"a\": b})", &mends);
  EXPECT_EQ(mends, (std::vector<Mend>{
                       {kQuotes, 0}, {kQuotes, 1}, {kQuotes, 3}, {kQuotes, 8}, {kQuotes, 10}}));
}

TEST(EscapedTextTest, MendsWhatIsInside) {
  CheckRepairs({
      {R"({\"a\": \"b\"})", R"({"a": "b"})", {kEscapedText}},
      {R"({\"a\": \"say \\\"hi\\\"\"})", R"({"a": "say \"hi\""})", {kEscapedText}},
      {R"([\"a\", \"b\"])", R"(["a", "b"])", {kEscapedText}},
      {R"("{\"a\": 1})", R"({"a": 1})", {kSurroundings, kEscapedText}},
      {R"({\"a\": 1, \"b\": [1, 2,]})",
       R"({"a": 1, "b": [1, 2]})",
       {kEscapedText, kExtraSeparator}},
  });
}

}  // namespace
}  // namespace jsonl::json

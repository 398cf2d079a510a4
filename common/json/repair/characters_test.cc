#include "common/json/repair/characters.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace jsonl::json {
namespace {

TEST(QuoteAtTest, KnowsTheStyles) {
  struct Case {
    std::string_view text;
    QuoteStyle style;
    int size;
  };
  for (const Case& c : std::vector<Case>{
           {"\"", QuoteStyle::kDouble, 1},
           {"'", QuoteStyle::kSingle, 1},
           {"`", QuoteStyle::kBacktick, 1},
           {"“", QuoteStyle::kCurlyDouble, 3},
           {"”", QuoteStyle::kCurlyDouble, 3},
           {"«", QuoteStyle::kCurlyDouble, 2},
           {"\uff02", QuoteStyle::kCurlyDouble, 3},
           {"’", QuoteStyle::kCurlySingle, 3},
           {"\u00b4", QuoteStyle::kBacktick, 2},
           {"a", QuoteStyle::kNone, 0},
           {"é", QuoteStyle::kNone, 0},
           {"–", QuoteStyle::kNone, 0},
           {"\xe2\x80", QuoteStyle::kNone, 0},  // cut off
           {"", QuoteStyle::kNone, 0},
       }) {
    EXPECT_EQ(QuoteAt(c.text, 0).style, c.style) << c.text;
    EXPECT_EQ(QuoteAt(c.text, 0).size, c.size) << c.text;
    EXPECT_FALSE(QuoteAt(c.text, c.text.size())) << c.text;
  }
}

TEST(QuoteAtTest, TypographicQuotesMayEndWithPlainOnes) {
  EXPECT_TRUE(QuoteAt("\"", 0).MayEnd(QuoteStyle::kCurlyDouble));
  EXPECT_TRUE(QuoteAt("'", 0).MayEnd(QuoteStyle::kCurlySingle));
  EXPECT_FALSE(QuoteAt("”", 0).MayEnd(QuoteStyle::kDouble));
  EXPECT_FALSE(QuoteAt("'", 0).MayEnd(QuoteStyle::kDouble));
}

TEST(QuotesInRowTest, CountsTheSameQuoteUpToThree) {
  for (auto [text, count] : std::vector<std::pair<std::string_view, size_t>>{{"", 0},
                                                                             {"a\"", 0},
                                                                             {"\"", 1},
                                                                             {"\"\"a", 2},
                                                                             {"\"\"\"\"", 3},
                                                                             {"““", 2},
                                                                             {"“\"", 1},
                                                                             {"“«", 1},
                                                                             {"“”", 1}}) {
    EXPECT_EQ(QuotesInRow(text, 0), count) << text;
  }
}

TEST(SpaceAtTest, KnowsUnicodesToo) {
  for (auto [text, size] : std::vector<std::pair<std::string_view, size_t>>{{" ", 1},
                                                                            {"\t", 1},
                                                                            {"\f", 1},
                                                                            {"\u00a0", 2},
                                                                            {"\u3000", 3},
                                                                            {"\ufeff", 3},
                                                                            {"\u200b", 3},
                                                                            {"a", 0},
                                                                            {"é", 0},
                                                                            {"\xe3\x80", 0},
                                                                            {"", 0}}) {
    EXPECT_EQ(SpaceAt(text, 0), size) << text;
  }
}

TEST(StraySlashAtTest, StandsBeforeWhiteSpace) {
  EXPECT_EQ(StraySlashAt("a\\ b", 1), 1u);
  EXPECT_EQ(StraySlashAt("\\\n", 0), 1u);
  EXPECT_EQ(StraySlashAt("\\n", 0), 0u);
  EXPECT_EQ(StraySlashAt("\\", 0), 0u);
  EXPECT_EQ(StraySlashAt(" ", 0), 0u);
}

TEST(EllipsisAtTest, KnowsBothForms) {
  EXPECT_EQ(EllipsisAt("a...", 1), 3u);
  EXPECT_EQ(EllipsisAt("…", 0), 3u);
  EXPECT_EQ(EllipsisAt("..", 0), 0u);
}

TEST(CommentEndTest, EndsBlocksAndLines) {
  struct Case {
    std::string_view text;
    bool comment;
    size_t end;
  };
  for (const Case& c : std::vector<Case>{{"// a\nb", true, 4},
                                         {"# a\nb", true, 3},
                                         {"/* a */b", true, 7},
                                         {"/*/ a */b", true, 8},
                                         {"// a", true, std::string_view::npos},
                                         {"/* a", true, std::string_view::npos}}) {
    EXPECT_EQ(IsCommentAt(c.text, 0), c.comment) << c.text;
    EXPECT_EQ(CommentEnd(c.text, 0), c.end) << c.text;
  }
  EXPECT_FALSE(IsCommentAt("/ a", 0));
  EXPECT_FALSE(IsCommentAt("", 0));
}

}  // namespace
}  // namespace jsonl::json

#include "common/tokenizer/added_tokens.h"

#include "gtest/gtest.h"

namespace jsonl::tokenizer {
namespace {

std::string Describe(const std::optional<AddedTokens::Found>& found) {
  if (!found.has_value()) return "none";
  return std::to_string(found->begin) + "-" + std::to_string(found->end) + ": " +
         std::to_string(found->token);
}

TEST(AddedTokens, FindsTheFirstAndTheLongest) {
  AddedTokens tokens;
  EXPECT_EQ(Describe(tokens.FindFirst("<a>", 0)), "none");
  tokens.Add({"<a>", 1});
  tokens.Add({"<a><b>", 2});
  tokens.Add({"", 3});
  EXPECT_EQ(Describe(tokens.FindFirst("x<a><a><b>", 0)), "1-4: 1");
  EXPECT_EQ(Describe(tokens.FindFirst("x<a><a><b>", 4)), "4-10: 2");
  EXPECT_EQ(Describe(tokens.FindFirst("x<a", 0)), "none");
}

TEST(AddedTokens, TakesTheWhiteSpaceAroundIt) {
  AddedTokens tokens;
  tokens.Add({"<l>", 1, true, false});
  tokens.Add({"<r>", 2, false, true});
  EXPECT_EQ(Describe(tokens.FindFirst("a \u3000<l> b", 0)), "1-8: 1");
  EXPECT_EQ(Describe(tokens.FindFirst("  <l>", 1)), "1-5: 1");
  EXPECT_EQ(Describe(tokens.FindFirst(" <r>\n\u00a0", 0)), "1-7: 2");
}

TEST(AddedTokens, AreFoundByTheirTexts) {
  AddedTokens tokens;
  tokens.Add({"<a>", 1});
  tokens.Add({"<ab>", 2});
  EXPECT_EQ(tokens.Find("<a>"), Token{1});
  EXPECT_EQ(tokens.Find("<ab>"), Token{2});
  EXPECT_EQ(tokens.Find("<"), kNoToken);
  EXPECT_EQ(tokens.Find(""), kNoToken);
}

}  // namespace
}  // namespace jsonl::tokenizer

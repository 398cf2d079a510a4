#include "common/schema/keyword.h"

#include <gtest/gtest.h>

#include <string>

namespace jsonl::schema {
namespace {

TEST(KeywordTest, EveryNameIsFoundInSomeDialect) {
  for (int i = 0; i < kKeywordCount; ++i) {
    const auto keyword = static_cast<Keyword>(i);
    const std::string_view name = KeywordName(keyword);
    const Keyword old = FindKeyword(name, Dialect::kDraft07);
    const Keyword now = FindKeyword(name, Dialect::k202012);
    EXPECT_TRUE(old == keyword || now == keyword) << name;
    EXPECT_TRUE(old == keyword || old == Keyword::kNone) << name;
    EXPECT_TRUE(now == keyword || now == Keyword::kNone) << name;
  }
}

TEST(KeywordTest, BelongsToADialect) {
  EXPECT_EQ(FindKeyword("dependencies", Dialect::kDraft07), Keyword::kDependencies);
  EXPECT_EQ(FindKeyword("dependencies", Dialect::k202012), Keyword::kNone);
  EXPECT_EQ(FindKeyword("prefixItems", Dialect::kDraft07), Keyword::kNone);
  EXPECT_EQ(FindKeyword("prefixItems", Dialect::k202012), Keyword::kPrefixItems);
  EXPECT_EQ(FindKeyword("$ref", Dialect::k202012), Keyword::kRef);
}

TEST(KeywordTest, OtherNamesAreNone) {
  for (const char* name :
       {"", "title", "Type", "typ", "types", "minimum ", "unevaluatedPropertie"}) {
    EXPECT_EQ(FindKeyword(name, Dialect::k202012), Keyword::kNone) << name;
  }
  EXPECT_EQ(KeywordName(Keyword::kNone), "");
}

}  // namespace
}  // namespace jsonl::schema

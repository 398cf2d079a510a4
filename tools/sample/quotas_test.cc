#include "tools/sample/quotas.h"

#include <gtest/gtest.h>

namespace jsonl {
namespace {

TEST(QuotasTest, NamesGroupsAndTheRest) {
  Quotas quotas;
  ASSERT_TRUE(quotas.AddRates("a=0.4,x=y=2.5").ok());
  ASSERT_TRUE(quotas.AddCounts("b=10,*=3").ok());
  EXPECT_EQ(quotas.Find("a")->LinesOf(10), 4u);
  EXPECT_EQ(quotas.Find("x=y")->LinesOf(3), 7u);
  EXPECT_EQ(quotas.Find("b")->LinesOf(4), 4u);
  EXPECT_EQ(quotas.Find("b")->LinesOf(40), 10u);
  EXPECT_EQ(quotas.Find("anything else")->ToString(), "count 3");
  EXPECT_EQ(quotas.Find("a")->ToString(), "rate 0.4");
}

TEST(QuotasTest, WithoutARestOthersHaveNone) {
  Quotas quotas;
  ASSERT_TRUE(quotas.AddRates("a=1").ok());
  EXPECT_EQ(quotas.Find("b"), nullptr);
  quotas.SetOthers({});
  EXPECT_TRUE(quotas.Find("b")->IsEverything());
  EXPECT_FALSE(quotas.Find("a")->IsEverything());
}

TEST(QuotasTest, RefusesWhatIsWrong) {
  for (const char* text : {"", "a", "=1", "a=", "a=x", "a=1,a=2", "a=-1", "a=1,"}) {
    Quotas quotas;
    EXPECT_FALSE(quotas.AddRates(text).ok()) << text;
  }
  Quotas quotas;
  EXPECT_FALSE(quotas.AddCounts("a=1.5").ok());
  ASSERT_TRUE(quotas.AddCounts("*=1").ok());
  EXPECT_FALSE(quotas.AddRates("*=1").ok());
}

}  // namespace
}  // namespace jsonl

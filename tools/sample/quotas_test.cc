#include "tools/sample/quotas.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

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

// Against whole numbers: all rates of two decimals, up to 3, of up to 400 records, and others.
TEST(QuotasTest, RatesGiveExactlyTheFloor) {
  for (uint64_t hundredths = 0; hundredths <= 300; ++hundredths) {
    const std::string digits = std::to_string(100 + hundredths % 100).substr(1);
    const Quota quota = {
        text::Decimal::Parse(std::to_string(hundredths / 100) + "." + digits).value()};
    for (uint64_t n = 0; n <= 400; ++n) {
      ASSERT_EQ(quota.LinesOf(n), n * hundredths / 100) << quota.ToString() << " of " << n;
    }
  }
  __extension__ using Word128 = unsigned __int128;
  std::mt19937_64 random(1);
  for (int i = 0; i < 100000; ++i) {
    const uint64_t digits = random() % 1000000000000000000u;
    const std::string text = std::to_string(digits) + "e-18";
    const uint64_t n = random() >> random() % 64;
    const Quota quota = {text::Decimal::Parse(text).value()};
    ASSERT_EQ(quota.LinesOf(n), static_cast<uint64_t>(Word128{n} * digits / 1000000000000000000u))
        << text << " of " << n;
  }
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

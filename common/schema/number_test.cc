#include "common/schema/number.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jsonl::schema {
namespace {

TEST(NumberTest, IntegersHaveNoFraction) {
  for (const char* raw : {"0", "-0", "1", "-17", "1.0", "1.50e1", "1e999", "0.0", "0e-5",
                          "123456789012345678901234567890", "123456789012345678901234567890.0",
                          "1e99999999999999999999", "0.000000000000000000000", "10e-1"}) {
    EXPECT_TRUE(Number(raw).IsInteger()) << raw;
  }
  for (const char* raw : {"0.5", "-1.5", "15e-1", "1e-1", "123456789012345678901234567890.5",
                          "1.0000000000000000000000000001", "1e-99999999999999999999"}) {
    EXPECT_FALSE(Number(raw).IsInteger()) << raw;
  }
}

TEST(NumberTest, IsOrderedHoweverSpelled) {
  const std::vector<std::string> ascending = {"-1e1000",
                                              "-18446744073709551616",
                                              "-999999999999999999",
                                              "-2.5",
                                              "-2",
                                              "-0.1",
                                              "0",
                                              "1e-1000",
                                              "0.000000000000000001",
                                              "0.05",
                                              "0.1",
                                              "0.11",
                                              "1",
                                              "1.000000000000000001",
                                              "2.5",
                                              "999999999999999999",
                                              "1000000000000000000",
                                              "18446744073709551616",
                                              "1e1000"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(Number(ascending[i]) <=> Number(ascending[j]), i <=> j)
          << ascending[i] << " and " << ascending[j];
    }
  }
  EXPECT_EQ(Number("1.50"), Number("1.5"));
  EXPECT_EQ(Number("150e-2"), Number("1.5"));
  EXPECT_EQ(Number("-0"), Number("0.000"));
}

TEST(DivisorTest, DividesExactly) {
  struct Row {
    const char* divisor;
    const char* number;
    bool divides;
  };
  const Row rows[] = {
      {"2", "10", true},
      {"2", "-7", false},
      {"0.01", "19.99", true},
      {"0.01", "0.0075", false},
      {"0.0001", "0.0075", true},
      {"0.1", "0.3", true},
      {"1.5", "4.5", true},
      {"1.5", "35", false},
      {"3", "1e30", false},
      {"3", "3e30", true},
      {"7", "0", true},
      {"7", "0.0", true},
      {"8", "1e3", true},
      {"8", "1e2", false},
      {"1e-8", "12391239123", true},
      {"1e3", "2000", true},
      {"1e3", "2500", false},
      {"123456789", "1e308", false},
      {"2", "1e99999999999999999999", true},
      {"3", "1e99999999999999999999", false},
      {"3", "1e-99999999999999999999", false},
      {"123456789012345678901234567890123456", "246913578024691357802469135780246912", true},
      {"123456789012345678901234567890123456", "246913578024691357802469135780246913", false},
      {"18446744073709551617", "340282366920938463463374607431768211456", false},
      {"0.123456789", "1", false},
  };
  for (const Row& row : rows) {
    auto divisor = Divisor::From(row.divisor);
    ASSERT_TRUE(divisor) << row.divisor;
    EXPECT_EQ(divisor->Divides(Number(row.number)), row.divides)
        << row.divisor << " " << row.number;
  }
}

TEST(DivisorTest, HasABound) {
  EXPECT_TRUE(Divisor::From("1e100"));
  EXPECT_FALSE(Divisor::From("1234567890123456789012345678901234567"));
  EXPECT_FALSE(Divisor::From("1e999999999999999999"));
  EXPECT_FALSE(Divisor::From("1e-99999999999999999999"));
}

}  // namespace
}  // namespace jsonl::schema

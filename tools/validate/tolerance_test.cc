#include "tools/validate/tolerance.h"

#include <gtest/gtest.h>

namespace jsonl {
namespace {

bool Allows(const char* text, uint64_t invalid, uint64_t read) {
  absl::StatusOr<Tolerance> tolerance = Tolerance::Parse(text);
  EXPECT_TRUE(tolerance.ok()) << tolerance.status();
  return tolerance.ok() && tolerance->Allows(invalid, read);
}

TEST(ToleranceTest, IsACountOrAShare) {
  EXPECT_TRUE(Allows("0", 0, 10));
  EXPECT_FALSE(Allows("0", 1, 10));
  EXPECT_TRUE(Allows("3", 3, 10));
  EXPECT_FALSE(Allows("3", 4, 10));
  EXPECT_TRUE(Allows("2.5%", 25, 1000));
  EXPECT_FALSE(Allows("2.5%", 26, 1000));
  EXPECT_TRUE(Allows("2.5%", 1, 40));
  EXPECT_FALSE(Allows("2.5%", 1, 39));
  EXPECT_TRUE(Allows("100%", 10, 10));
  EXPECT_TRUE(Allows("0%", 0, 0));
}

TEST(ToleranceTest, RefusesOtherThings) {
  for (const char* text : {"", "%", "1.5", "-1", "x", "1 %", "101%", "100.001%"}) {
    EXPECT_FALSE(Tolerance::Parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace jsonl

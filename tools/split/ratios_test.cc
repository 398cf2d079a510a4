#include "tools/split/ratios.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jsonl {
namespace {

TEST(RatiosTest, CountsAreExact) {
  absl::StatusOr<Ratios> ratios = Ratios::Parse("train=0.9,valid=0.05,test=0.05");
  ASSERT_TRUE(ratios.ok()) << ratios.status();
  EXPECT_EQ(ratios->names(), (std::vector<std::string>{"train", "valid", "test"}));
  EXPECT_EQ(ratios->Counts(100), (std::vector<uint64_t>{90, 5, 5}));
  EXPECT_EQ(ratios->Counts(19), (std::vector<uint64_t>{17, 0, 2}));
  EXPECT_EQ(ratios->Counts(0), (std::vector<uint64_t>{0, 0, 0}));
}

TEST(RatiosTest, SharesAreTheDecimalsThatTheyAre) {
  absl::StatusOr<Ratios> ratios = Ratios::Parse("a=0.29,b=0.7,c=0.01,d=0");
  ASSERT_TRUE(ratios.ok()) << ratios.status();
  EXPECT_EQ(ratios->Counts(100), (std::vector<uint64_t>{29, 70, 1, 0}));
  ASSERT_TRUE(Ratios::Parse("a=1").ok());
  EXPECT_EQ(Ratios::Parse("a=1")->Counts(7), (std::vector<uint64_t>{7}));
}

TEST(RatiosTest, KnowsWhereSplitsOfHashesEnd) {
  EXPECT_EQ(Ratios::Parse("a=0.5,b=0.25,c=0.25")->EndsOfHashes(),
            (std::vector<uint64_t>{uint64_t{1} << 63, uint64_t{3} << 62}));
  EXPECT_EQ(Ratios::Parse("a=0.5,b=0.5,c=0")->EndsOfHashes(),
            (std::vector<uint64_t>{uint64_t{1} << 63, UINT64_MAX}));
  EXPECT_EQ(Ratios::Parse("a=1")->EndsOfHashes(), std::vector<uint64_t>());
  EXPECT_TRUE(Ratios::Parse("a=1,b=0")->IsZero(1));
  EXPECT_FALSE(Ratios::Parse("a=1,b=0")->IsZero(0));
}

TEST(RatiosTest, ANameMayContainAnEqualsSign) {
  absl::StatusOr<Ratios> ratios = Ratios::Parse("a=b=0.5,c=.5");
  ASSERT_TRUE(ratios.ok()) << ratios.status();
  EXPECT_EQ(ratios->names(), (std::vector<std::string>{"a=b", "c"}));
}

TEST(RatiosTest, RefusesWhatDoesNotSumToOne) {
  for (const char* text : {"", "a", "a=0.5", "a=0.5,b=0.6", "a=0.5,a=0.5", "=1", "a=x", "a=-1,b=2",
                           "a=1,", "a=0.3333333333,b=0.6666666666"}) {
    EXPECT_EQ(Ratios::Parse(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace jsonl

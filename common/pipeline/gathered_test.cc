#include "common/pipeline/gathered.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace jsonl::pipeline {
namespace {

class GatheredTest : public testing::Test {
 protected:
  // What the two outputs get of a block.
  std::string Written() {
    std::string a;
    std::string b;
    std::unique_ptr<io::Sink> first = io::ToString(&a);
    std::unique_ptr<io::Sink> second = io::ToString(&b);
    EXPECT_TRUE(gathered_.WriteTo({first.get(), second.get()}).ok());
    return a + "|" + b;
  }

  Gathered gathered_;
};

TEST_F(GatheredTest, KeepsTheOrderWithinATarget) {
  gathered_.Add("1,", {1, 1});
  gathered_.Add("2,", {0, 1});
  gathered_.Add("3,", {1, 1});
  gathered_.Add("4,", {0, 0});
  EXPECT_EQ(Written(), "2,|1,3,");
  EXPECT_EQ(gathered_.written(), 3u);
  EXPECT_EQ(gathered_.dropped(), 1u);
  EXPECT_EQ(gathered_.copies(), 0u);
}

TEST_F(GatheredTest, KeepsTheOrderOfNeighbours) {
  const std::string block = "1,2,3,4,5,6,7,8,";
  const auto add = [&](size_t i, const Choice& choice) {
    gathered_.Add(std::string_view(block).substr(2 * i, 2), choice);
  };
  for (size_t i = 0; i < 3; ++i) add(i, {0, 1});
  add(3, {1, 1});
  add(4, {0, 2});
  add(5, {0, 1});
  add(7, {0, 1});
  EXPECT_EQ(Written(), "1,2,3,5,5,6,8,|4,");
  EXPECT_EQ(gathered_.written(), 7u);
}

TEST_F(GatheredTest, WritesCopiesBesideTheRecord) {
  gathered_.Add("1,", {0, 1});
  gathered_.Add("22,", {0, 3});
  gathered_.Add("3,", {0, 1});
  gathered_.Add("4,", {0, 2});
  EXPECT_EQ(Written(), "1,22,22,22,3,4,4,|");
  EXPECT_EQ(gathered_.written(), 4u);
  EXPECT_EQ(gathered_.copies(), 3u);
}

TEST_F(GatheredTest, StartsAgain) {
  gathered_.Add("1,", {1, 5});
  gathered_.Clear();
  gathered_.Add("2,", {0, 1});
  EXPECT_EQ(Written(), "2,|");
  EXPECT_EQ(gathered_.written(), 1u);
  EXPECT_EQ(gathered_.copies(), 0u);
}

}  // namespace
}  // namespace jsonl::pipeline

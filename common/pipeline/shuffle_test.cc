#include "common/pipeline/shuffle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace jsonl::pipeline {
namespace {

std::vector<std::string> Shuffled(uint64_t records, uint64_t memory) {
  std::string pad(1000, 'x');
  Shuffle shuffle(records * 1010, memory, "");
  for (uint64_t i = 0; i < records; ++i) {
    std::string text = std::to_string(i) + pad.substr(0, i % 1000);
    EXPECT_TRUE(shuffle.Add(hash::HashWord(i), text).ok());
  }
  std::vector<std::string> out;
  EXPECT_TRUE(shuffle
                  .Drain([&](std::string_view text) {
                    out.emplace_back(text);
                    return absl::OkStatus();
                  })
                  .ok());
  return out;
}

TEST(ShuffleTest, GivesTheOrderOfTheKeysForAnyMemory) {
  constexpr uint64_t kRecords = 20000;
  std::vector<std::string> in_memory = Shuffled(kRecords, uint64_t{1} << 30);
  EXPECT_EQ(in_memory.size(), kRecords);
  EXPECT_FALSE(std::is_sorted(in_memory.begin(), in_memory.end()));
  EXPECT_EQ(Shuffled(kRecords, 4 << 20), in_memory);  // through temporary files
  std::sort(in_memory.begin(), in_memory.end());
  EXPECT_EQ(std::unique(in_memory.begin(), in_memory.end()), in_memory.end());
}

TEST(ShuffleTest, TakesNothing) { EXPECT_TRUE(Shuffled(0, 1).empty()); }

}  // namespace
}  // namespace jsonl::pipeline

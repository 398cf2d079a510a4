#include "common/pipeline/shuffle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace jsonl::pipeline {
namespace {

std::vector<std::string> Shuffled(uint64_t records, uint64_t memory, int threads = 1) {
  std::string pad(1000, 'x');
  Shuffle shuffle(records * 510, records, memory, "");
  Shuffle::Batch batch;
  for (uint64_t i = 0; i < records; ++i) {
    std::string text = std::to_string(i) + pad.substr(0, i % 1000) + "\n";
    batch.Add(shuffle, hash::HashWord(i), text);
    if (i % 100 != 0 && i + 1 < records) continue;
    EXPECT_TRUE(shuffle.Take(batch).ok());
    batch.Clear();
  }
  std::vector<std::string> out;
  auto emit = [&](std::string_view text) {
    while (!text.empty()) {
      const size_t end = text.find('\n') + 1;
      out.emplace_back(text.substr(0, end));
      text.remove_prefix(end);
    }
    return absl::OkStatus();
  };
  EXPECT_TRUE(shuffle.Drain(threads, emit).ok());
  return out;
}

TEST(ShuffleTest, GivesTheOrderOfTheKeysForAnyMemory) {
  constexpr uint64_t kRecords = 60000;  // several buckets
  std::vector<std::string> in_memory = Shuffled(kRecords, uint64_t{1} << 30);
  EXPECT_EQ(in_memory.size(), kRecords);
  for (uint64_t i = 1; i < kRecords; ++i) {
    ASSERT_LT(hash::HashWord(std::stoull(in_memory[i - 1])),
              hash::HashWord(std::stoull(in_memory[i])));
  }
  EXPECT_EQ(Shuffled(kRecords, uint64_t{1} << 30, 3), in_memory);
  EXPECT_EQ(Shuffled(kRecords, 4 << 20, 2), in_memory);  // through temporary files
  std::sort(in_memory.begin(), in_memory.end());
  EXPECT_EQ(std::unique(in_memory.begin(), in_memory.end()), in_memory.end());
}

TEST(ShuffleTest, SaysThatAnOutputFailed) {
  Shuffle shuffle(100, 1, 1 << 20, "");
  Shuffle::Batch batch;
  batch.Add(shuffle, hash::HashWord(1), "a\n");
  ASSERT_TRUE(shuffle.Take(batch).ok());
  absl::Status status =
      shuffle.Drain(2, [](std::string_view) { return absl::UnavailableError("full"); });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
}

TEST(ShuffleTest, TakesNothing) { EXPECT_TRUE(Shuffled(0, 1).empty()); }

}  // namespace
}  // namespace jsonl::pipeline

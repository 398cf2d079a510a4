#include "common/io/external_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

TEST(ExternalSortTest, SortsWithAnyMemory) {
  test::ScratchDir directory;
  std::mt19937_64 random(1);
  for (uint64_t memory : {0u, 100u, 1000u, 65536u, 10000000u}) {
    for (size_t count : {0u, 1u, 2u, 3u, 1000u, 30000u}) {
      if (memory < 1000 && count > 1000) continue;  // as many runs would be
      ExternalSort<uint64_t> sort(directory.path(), memory);
      std::vector<uint64_t> expected;
      for (size_t i = 0; i < count; ++i) {
        expected.push_back(random() % (count / 2 + 1));
        ASSERT_TRUE(sort.Add(expected.back()).ok());
      }
      std::sort(expected.begin(), expected.end());
      std::vector<uint64_t> sorted;
      ASSERT_TRUE(sort.Drain([&](uint64_t entry) {
                        sorted.push_back(entry);
                        return absl::OkStatus();
                      })
                      .ok());
      EXPECT_EQ(sorted, expected) << memory << " " << count;
    }
  }
  EXPECT_EQ(directory.List().size(), 0u);
}

TEST(ExternalSortTest, HandsOnWhatFails) {
  test::ScratchDir directory;
  ExternalSort<uint64_t> without_room(directory.Path("absent"), 16);
  EXPECT_TRUE(without_room.Add(1).ok());
  EXPECT_TRUE(without_room.Add(2).ok());
  EXPECT_FALSE(without_room.Add(3).ok());
  for (uint64_t memory : {16u, 1000u}) {
    ExternalSort<uint64_t> sort(directory.path(), memory);
    for (uint64_t i = 0; i < 10; ++i) ASSERT_TRUE(sort.Add(i).ok());
    EXPECT_TRUE(absl::IsCancelled(sort.Drain(
        [](uint64_t entry) { return entry == 3 ? absl::CancelledError() : absl::OkStatus(); })));
  }
}

}  // namespace
}  // namespace jsonl::io

#include "common/io/scratch_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

std::vector<uint64_t> Forwards(const ScratchLog<uint64_t>& log) {
  std::vector<uint64_t> entries;
  EXPECT_TRUE(log.ForEach([&](uint64_t entry) {
                   entries.push_back(entry);
                   return absl::OkStatus();
                 })
                  .ok());
  return entries;
}

std::vector<uint64_t> Backwards(const ScratchLog<uint64_t>& log) {
  std::vector<uint64_t> entries;
  EXPECT_TRUE(log.ForEachBackwards([&](uint64_t entry) {
                   entries.push_back(entry);
                   return absl::OkStatus();
                 })
                  .ok());
  return entries;
}

// Around the sizes at which it turns to the file, and at which chunks end.
TEST(ScratchLogTest, GivesEntriesInBothOrders) {
  test::ScratchDir directory;
  for (uint64_t memory : {1u, 80u, 100000u, 10000000u}) {
    for (uint64_t count : {0u, 1u, 9u, 10u, 11u, 32768u, 32769u, 100000u}) {
      ScratchLog<uint64_t> log(directory.path(), memory);
      std::vector<uint64_t> expected(count);
      std::iota(expected.begin(), expected.end(), 5);
      for (uint64_t entry : expected) ASSERT_TRUE(log.Add(entry).ok());
      EXPECT_EQ(log.size(), count);
      EXPECT_EQ(Forwards(log), expected);
      EXPECT_EQ(Forwards(log), expected) << "again";
      std::reverse(expected.begin(), expected.end());
      EXPECT_EQ(Backwards(log), expected);
    }
  }
}

TEST(ScratchLogTest, StopsWhereTheVisitorFails) {
  test::ScratchDir directory;
  ScratchLog<uint64_t> log(directory.path(), 8);
  for (uint64_t entry = 0; entry < 10; ++entry) ASSERT_TRUE(log.Add(entry).ok());
  auto fail_at_3 = [](uint64_t entry) {
    return entry == 3 ? absl::CancelledError() : absl::OkStatus();
  };
  EXPECT_TRUE(absl::IsCancelled(log.ForEach(fail_at_3)));
  EXPECT_TRUE(absl::IsCancelled(log.ForEachBackwards(fail_at_3)));
}

TEST(ScratchLogTest, FailsWithoutRoom) {
  test::ScratchDir directory;
  ScratchLog<uint64_t> log(directory.Path("absent"), 8);
  EXPECT_TRUE(log.Add(1).ok());
  EXPECT_FALSE(log.Add(2).ok());
}

}  // namespace
}  // namespace jsonl::io

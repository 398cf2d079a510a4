#include "common/near/key_columns.h"

#include <gtest/gtest.h>

#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl::near {
namespace {

TEST(KeyColumnsTest, GiveBackWhatWasAppended) {
  test::ScratchDir directory;
  for (uint64_t memory : {uint64_t{0}, uint64_t{2} << 20, uint64_t{1} << 30}) {
    KeyColumns columns(3, memory, directory.path());
    constexpr uint64_t kRows = 100000;
    std::vector<uint64_t> rows;
    for (uint64_t row = 0; row < kRows; ++row) {
      for (uint64_t c = 0; c < 3; ++c) rows.push_back(row * 10 + c);
      if (row % 777 == 0 || row + 1 == kRows) {
        ASSERT_TRUE(columns.Append(rows).ok());
        rows.clear();
      }
    }
    EXPECT_EQ(columns.rows(), kRows);
    for (size_t c = 0; c < 3; ++c) {
      uint64_t next = 0;
      ASSERT_TRUE(columns
                      .ForEach(c,
                               [&](uint64_t row, uint64_t key) {
                                 ASSERT_EQ(row, next++);
                                 ASSERT_EQ(key, row * 10 + c);
                               })
                      .ok());
      EXPECT_EQ(next, kRows);
    }
  }
}

}  // namespace
}  // namespace jsonl::near

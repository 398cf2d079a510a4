#include "common/io/spool.h"

#include <gtest/gtest.h>

#include <string>

#include "common/text/strings.h"

namespace jsonl::io {
namespace {

TEST(SpoolTest, GivesBackWhatWasWritten) {
  for (int records : {0, 1, 1000, 100000}) {
    Spool spool(testing::TempDir());
    std::string all;
    for (int i = 0; i < records; ++i) {
      const std::string record = text::Cat(i, std::string(i % 50, 'x'), "\n");
      ASSERT_TRUE(spool.Write(record).ok());
      all += record;
    }
    std::string copy;
    ASSERT_TRUE(spool.CopyTo(*ToString(&copy)).ok());
    EXPECT_EQ(copy, all);
    for (int reading = 0; reading < 2; ++reading) {
      std::unique_ptr<BlockSource> source = spool.Replay();
      Block block;
      std::string text;
      while (*source->Next(&block)) {
        EXPECT_EQ(block.offset, text.size());
        text += block.text();
        EXPECT_EQ(text.back(), '\n');
      }
      EXPECT_EQ(text, all);
    }
  }
}

TEST(SpoolTest, NamesItselfWhereThereIsNoRoom) {
  Spool spool("/nowhere/at/all");
  absl::Status status = spool.Write(std::string(2 << 20, 'x'));
  EXPECT_FALSE(status.ok());
}

}  // namespace
}  // namespace jsonl::io

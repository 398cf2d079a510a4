// What a LineSource does when an input has nothing for now.

#include <gtest/gtest.h>

#include <thread>

#include "common/io/line_source.h"
#include "common/testing/descriptors.h"

namespace jsonl::io {
namespace {

TEST(LineSourcePipeTest, WholeLinesDoNotWaitForMore) {
  test::Pipe pipe;
  LineSource source({Input::File(pipe.ReaderPath())}, {});
  Block block;
  pipe.Write("a\nb\nc");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.text(), "a\nb\n");
  EXPECT_TRUE(block.flush);
  pipe.Write("d\n");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.text(), "cd\n");
  EXPECT_EQ(block.offset, 4u);
  EXPECT_TRUE(block.flush);
  pipe.Write("e");
  pipe.CloseWriter();
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.text(), "e\n");
  EXPECT_FALSE(block.flush);
  EXPECT_FALSE(*source.Next(&block));
}

// A block that was full did not flush, so that what was made of it waited for the next write.
TEST(LineSourcePipeTest, AFullBlockFlushesWhenNothingFollowsForNow) {
  test::Pipe pipe;
  LineOptions options;
  options.block_size = 6;
  LineSource source({Input::File(pipe.ReaderPath())}, options);
  Block block;
  pipe.Write("a\nb\nc\n");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.text(), "a\nb\nc\n");
  EXPECT_TRUE(block.flush);
}

// The same with a part of the next line behind it.
TEST(LineSourcePipeTest, AnEmptyBlockFlushesWhenAPartOfALineFollowsForNow) {
  test::Pipe pipe;
  LineOptions options;
  options.block_size = 6;
  LineSource source({Input::File(pipe.ReaderPath())}, options);
  Block block;
  pipe.Write("a\nb\nc\nd");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.text(), "a\nb\nc\n");
  EXPECT_FALSE(block.flush);
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.text(), "");
  EXPECT_EQ(block.offset, 6u);
  EXPECT_EQ(block.part, Block::Part::kRecords);
  EXPECT_TRUE(block.flush);
  pipe.Write("e\n");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.text(), "de\n");
  EXPECT_EQ(block.offset, 6u);
  EXPECT_TRUE(block.flush);
}

TEST(LineSourcePipeTest, APartOfALongLineFlushesToo) {
  test::Pipe pipe;
  LineOptions options;
  options.block_size = 6;
  options.max_line = 6;
  LineSource source({Input::File(pipe.ReaderPath())}, options);
  Block block;
  pipe.Write("12345678");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.part, Block::Part::kOversizeStart);
  EXPECT_EQ(block.text(), "1234567");
  EXPECT_FALSE(block.flush);
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.part, Block::Part::kOversizeMore);
  EXPECT_EQ(block.text(), "8");
  EXPECT_TRUE(block.flush);
  pipe.Write("9\na\n");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.part, Block::Part::kOversizeEnd);
  EXPECT_EQ(block.text(), "9\n");
}

TEST(LineSourcePipeTest, CancelEndsANextThatWaits) {
  test::Pipe pipe;
  LineSource source({Input::File(pipe.ReaderPath())}, {});
  Block first;
  pipe.Write("a\nb");
  ASSERT_TRUE(*source.Next(&first));
  absl::Status status;
  std::thread reader([&] {
    Block block;
    status = source.Next(&block).status();
  });
  source.Cancel();
  reader.join();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

// Opening an input waits for its first byte, and Cancel did not reach it there.
TEST(LineSourcePipeTest, CancelEndsANextThatWaitsForTheFirstByteOfAnInput) {
  test::Pipe pipe;
  LineSource source({Input::File(pipe.ReaderPath())}, {});
  absl::Status status;
  std::thread reader([&] {
    Block block;
    status = source.Next(&block).status();
  });
  source.Cancel();
  reader.join();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace jsonl::io

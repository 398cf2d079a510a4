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

#include "common/io/block.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string_view>

namespace jsonl::io {
namespace {

TEST(BufferTest, GrowsAndKeepsWhatItIsToldTo) {
  Buffer buffer;
  EXPECT_EQ(buffer.capacity(), 0u);
  buffer.Reserve(3, 0);
  EXPECT_GE(buffer.capacity(), 3u);
  std::memcpy(buffer.data(), "abc", 3);
  buffer.Reserve(1 << 20, 2);
  EXPECT_GE(buffer.capacity(), size_t{1} << 20);
  EXPECT_EQ(std::string_view(buffer.data(), 2), "ab");
  // Nothing is lost by asking for less.
  size_t capacity = buffer.capacity();
  buffer.Reserve(10, 0);
  EXPECT_EQ(buffer.capacity(), capacity);
  EXPECT_EQ(std::string_view(buffer.data(), 2), "ab");
}

// Of use under the address sanitizer.
TEST(BufferTest, HasPaddingPastItsCapacity) {
  for (size_t capacity : {1, 63, 64, 1000}) {
    Buffer buffer;
    buffer.Reserve(capacity, 0);
    std::memset(buffer.data(), 'x', buffer.capacity() + Buffer::kPadding);
    EXPECT_EQ(buffer.data()[capacity + Buffer::kPadding - 1], 'x');
  }
}

TEST(BufferTest, GivesBackWhatALongLineTook) {
  Buffer buffer;
  buffer.Reserve(1000, 0);
  size_t capacity = buffer.capacity();
  buffer.Trim(1000);
  EXPECT_EQ(buffer.capacity(), capacity);
  buffer.Reserve(64 << 20, 0);
  buffer.Trim(1000);
  EXPECT_LT(buffer.capacity(), size_t{1} << 20);
}

TEST(BlockTest, TextLiesBetweenBeginAndEnd) {
  Block block;
  EXPECT_EQ(block.text(), "");
  block.buffer.Reserve(10, 0);
  std::memcpy(block.buffer.data(), "0123456789", 10);
  block.begin = 3;
  block.end = 7;
  EXPECT_EQ(block.text(), "3456");
}

}  // namespace
}  // namespace jsonl::io

#include "common/text/buffer.h"

#include <string>

#include "gtest/gtest.h"

namespace jsonl::text {
namespace {

TEST(BufferTest, HoldsWhatWasAppended) {
  Buffer buffer;
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(std::string_view(buffer), "");
  std::string expected;
  for (int i = 0; i < 2000; ++i) {
    const std::string piece(static_cast<size_t>(i % 7), static_cast<char>('a' + i % 26));
    buffer.append(piece);
    buffer.push_back(static_cast<char>(i % 128));
    expected += piece;
    expected += static_cast<char>(i % 128);
    ASSERT_EQ(std::string_view(buffer), expected);
    ASSERT_EQ(buffer.back(), expected.back());
  }
  buffer.append(std::string(100000, 'x'));
  expected += std::string(100000, 'x');
  EXPECT_EQ(std::string_view(buffer), expected);
}

TEST(BufferTest, IsShortenedClearedAndMoved) {
  Buffer buffer("abcdef");
  buffer.Truncate(3);
  EXPECT_EQ(std::string_view(buffer), "abc");
  char* room = buffer.Extend(2);
  room[0] = room[1] = 'y';
  EXPECT_EQ(std::string_view(buffer), "abcyy");
  Buffer other = std::move(buffer);
  EXPECT_EQ(std::string_view(other), "abcyy");
  other.assign("x");
  EXPECT_EQ(std::string_view(other), "x");
  other.clear();
  EXPECT_TRUE(other.empty());
}

}  // namespace
}  // namespace jsonl::text

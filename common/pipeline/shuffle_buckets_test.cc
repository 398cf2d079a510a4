#include "common/pipeline/shuffle_buckets.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace jsonl::pipeline {
namespace {

// What a bucket holds, in memory and in the file.
std::string ContentOf(const ShuffleBucket& bucket, const io::ScratchFile& file) {
  std::string content;
  for (const ShuffleBucket::Extent& extent : bucket.extents) {
    std::string part(extent.size, '\0');
    EXPECT_TRUE(file.Read(extent.position, part.data(), part.size()).ok());
    content += part;
  }
  EXPECT_EQ(content.size(), bucket.spilled);
  for (const std::string& piece : bucket.pieces) content += piece;
  EXPECT_EQ(content.size(), bucket.spilled + bucket.in_memory);
  return content;
}

TEST(ShuffleBucketsTest, DividesARangeOfPlaces) {
  const std::pair<uint64_t, size_t> cases[] = {
      {uint64_t{1} << 63, 1}, {uint64_t{1} << 63, 512}, {1000, 7}, {7, 7}, {8, 7}, {1, 1}};
  std::mt19937_64 random(1);
  for (const auto& [size, count] : cases) {
    const uint64_t first = random() >> 2;
    io::ScratchFile file("");
    ShuffleBuckets buckets(first, size, count, 1000, &file);
    uint64_t next = first;
    for (const ShuffleBucket& bucket : buckets.buckets()) {
      EXPECT_EQ(bucket.first, next);
      next += bucket.size;
    }
    EXPECT_EQ(next, first + size);
    for (int i = 0; i < 1000; ++i) {
      const uint64_t place = first + random() % size;
      const ShuffleBucket& bucket = buckets.buckets()[buckets.NumberOf(place)];
      ASSERT_GE(place, bucket.first);
      ASSERT_LT(place - bucket.first, bucket.size);
    }
  }
}

TEST(ShuffleBucketsTest, SpillsAllOrNothing) {
  for (uint64_t memory : {uint64_t{0}, uint64_t{50}, uint64_t{5000}, uint64_t{1} << 30}) {
    io::ScratchFile file("");
    ShuffleBuckets buckets(0, 100, 5, memory, &file);
    std::vector<std::string> expected(5);
    for (size_t i = 0; i < 1000; ++i) {
      const std::string piece = std::to_string(i) + std::string(i % 50, 'x');
      ASSERT_TRUE(buckets.Add(i * i % 4, piece).ok());
      expected[i * i % 4] += piece;
      uint64_t in_memory = 0;
      for (const ShuffleBucket& bucket : buckets.buckets()) in_memory += bucket.in_memory;
      ASSERT_LE(in_memory, memory);
    }
    ASSERT_TRUE(buckets.Finish().ok());
    for (size_t i = 0; i < 5; ++i) {
      const ShuffleBucket& bucket = buckets.buckets()[i];
      EXPECT_EQ(ContentOf(bucket, file), expected[i]);
      EXPECT_TRUE(bucket.pieces.empty() || file.size() == 0);
    }
  }
}

TEST(ShuffleBucketsTest, SpillsMoreThanItWritesAtOnce) {
  io::ScratchFile file("");
  ShuffleBuckets buckets(0, 10, 2, 0, &file);
  std::string expected;
  for (char c : {'a', 'b', 'c'}) {
    const std::string piece(3 << 20, c);
    ASSERT_TRUE(buckets.Add(1, piece).ok());
    expected += piece;
  }
  ASSERT_TRUE(buckets.Finish().ok());
  EXPECT_EQ(ContentOf(buckets.buckets()[1], file), expected);
}

}  // namespace
}  // namespace jsonl::pipeline

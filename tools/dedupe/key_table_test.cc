#include "tools/dedupe/key_table.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>

namespace jsonl {
namespace {

using hash::Fingerprint;

TEST(KeyTableTest, AgreesWithAMap) {
  for (bool positions : {false, true}) {
    KeyTable table(positions);
    std::map<Fingerprint, uint64_t> expected;
    std::mt19937_64 random(7);
    for (uint64_t i = 0; i < 100000; ++i) {
      const Fingerprint key = hash::HashWord(random() % 70000);
      table.Prefetch(key);
      auto [place, added] = expected.try_emplace(key, i);
      std::optional<uint64_t> found = table.Find(key);
      ASSERT_EQ(found.has_value(), !added);
      found = table.Add(key, i);
      ASSERT_EQ(found.has_value(), !added);
      if (!added && positions) {
        ASSERT_EQ(*found, place->second);
      }
    }
    EXPECT_EQ(table.size(), expected.size());
    for (const auto& [key, position] : expected) {
      ASSERT_TRUE(table.Find(key).has_value());
      if (positions) {
        ASSERT_EQ(*table.Find(key), position);
      }
    }
    EXPECT_FALSE(table.Find(hash::HashWord(200001)).has_value());
  }
}

// Small numbers, equal halves, nothing but zeros: what no hash gives, and what one may be made to.
TEST(KeyTableTest, TakesKeysOfAnyForm) {
  KeyTable table(/*positions=*/true);
  uint64_t count = 0;
  for (uint64_t high = 0; high < 30000; ++high) {
    for (uint64_t low : {uint64_t{0}, uint64_t{2}, high + 3, ~uint64_t{0}}) {
      ASSERT_FALSE(table.Add({high, low}, count++).has_value()) << high << " " << low;
    }
  }
  count = 0;
  for (uint64_t high = 0; high < 30000; ++high) {
    for (uint64_t low : {uint64_t{0}, uint64_t{2}, high + 3, ~uint64_t{0}}) {
      ASSERT_EQ(table.Find({high, low}), count++);
    }
  }
}

TEST(KeyTableTest, TakesAboutThirtyBytesAKey) {
  KeyTable table(/*positions=*/false);
  KeyTable with_positions(/*positions=*/true);
  for (uint64_t i = 0; i < 2000000; ++i) {
    table.Add(hash::HashWord(i), i);
    with_positions.Add(hash::HashWord(i), i);
    if (i < 20000 || i % 10000 != 0) continue;
    ASSERT_LT(table.bytes(), 33 * i);
    ASSERT_GT(table.bytes(), 21 * i);
    ASSERT_LT(with_positions.bytes(), 49 * i);
  }
}

}  // namespace
}  // namespace jsonl

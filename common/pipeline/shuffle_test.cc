#include "common/pipeline/shuffle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace jsonl::pipeline {
namespace {

struct Item {
  uint32_t target;
  hash::Fingerprint key;
  std::string text;
};

// What comes out of it: target and text.
using Outcome = std::vector<std::pair<uint32_t, std::string>>;

Outcome Shuffled(const std::vector<Item>& items, const std::vector<uint64_t>& expected,
                 const Shuffle::Options& options) {
  Shuffle shuffle(expected, options);
  Shuffle::Batch batch;
  for (size_t i = 0; i < items.size(); ++i) {
    batch.Add(shuffle, items[i].target, items[i].key, items[i].text);
    if (i % 100 != 0 && i + 1 < items.size()) continue;
    EXPECT_TRUE(shuffle.Take(batch).ok());
    batch.Clear();
  }
  Outcome out;
  const absl::Status status = shuffle.Drain([&](uint32_t target, std::string_view text) {
    while (!text.empty()) {
      const size_t end = text.find('\n') + 1;
      out.emplace_back(target, text.substr(0, end));
      text.remove_prefix(end);
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return out;
}

// Records of 0 to 1,000 bytes for some targets, not evenly.
std::vector<Item> Items(uint64_t count, uint32_t targets) {
  const std::string pad(1000, 'x');
  std::vector<Item> items;
  for (uint64_t i = 0; i < count; ++i) {
    items.push_back({static_cast<uint32_t>(i * i % targets), hash::HashWord(i),
                     std::to_string(i) + pad.substr(0, i % 1000) + "\n"});
  }
  return items;
}

Outcome Sorted(std::vector<Item> items) {
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return std::tie(a.target, a.key) < std::tie(b.target, b.key);
  });
  Outcome out;
  for (Item& item : items) out.emplace_back(item.target, std::move(item.text));
  return out;
}

TEST(ShuffleTest, GivesTheOrderOfTheKeysForAnyMemory) {
  constexpr uint64_t kRecords = 6000;  // 3 MB
  for (uint32_t targets : {1u, 7u}) {
    const std::vector<Item> items = Items(kRecords, targets);
    const Outcome expected = Sorted(items);
    // What is said to come does not matter.
    for (uint64_t said : {uint64_t{0}, kRecords / targets, kRecords * 1000}) {
      const std::vector<uint64_t> counts(targets, said);
      for (uint64_t memory : {uint64_t{1} << 30, uint64_t{1} << 20, uint64_t{100000}}) {
        const int threads = said == 0 ? 1 : 3;
        ASSERT_EQ(Shuffled(items, counts, {said * 520, memory, threads, ""}), expected)
            << targets << " " << said << " " << memory;
      }
    }
  }
}

TEST(ShuffleTest, SpreadsBucketsAgainUntilTheyFit) {
  const std::vector<Item> items = Items(3000, 3);
  EXPECT_EQ(Shuffled(items, {0, 0, 0}, {0, 1, 2, ""}), Sorted(items));
}

TEST(ShuffleTest, TakesRecordsThatAreLargerThanMemory) {
  std::vector<Item> items = Items(100, 1);
  for (size_t i = 0; i < 5; ++i) {
    items[i * 10].text = std::string(3000000 + i, static_cast<char>('a' + i)) + "\n";
  }
  EXPECT_EQ(Shuffled(items, {100}, {50000, 10000, 2, ""}), Sorted(items));
}

TEST(ShuffleTest, TakesTargetsWithoutRecordsAndRecordsWithoutExpectation) {
  std::vector<Item> items = Items(500, 1);
  for (Item& item : items) item.target = 3;
  EXPECT_EQ(Shuffled(items, {1000000, 0, 5, 0, 7}, {0, 5000, 1, ""}), Sorted(items));
}

TEST(ShuffleTest, TakesNothing) {
  EXPECT_TRUE(Shuffled({}, {0}, {0, 1, 1, ""}).empty());
  EXPECT_TRUE(Shuffled({}, {}, {0, 1, 1, ""}).empty());
}

TEST(ShuffleTest, SaysThatAnOutputFailed) {
  Shuffle shuffle({1}, {100, 1 << 20, 2, ""});
  Shuffle::Batch batch;
  batch.Add(shuffle, 0, hash::HashWord(1), "a\n");
  ASSERT_TRUE(shuffle.Take(batch).ok());
  const absl::Status status =
      shuffle.Drain([](uint32_t, std::string_view) { return absl::UnavailableError("full"); });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
}

TEST(ShuffleTest, SaysThatItHasNoPlaceToSpillTo) {
  Shuffle shuffle({1}, {100, 1, 1, "/nonexistent"});
  Shuffle::Batch batch;
  batch.Add(shuffle, 0, hash::HashWord(1), "a\n");
  EXPECT_NE(shuffle.Take(batch).message().find("/nonexistent"), absl::string_view::npos);
}

TEST(ShuffleKeyTest, EqualRecordsAndCopiesGetKeysOfTheirOwn) {
  std::map<hash::Fingerprint, int> keys;
  for (uint64_t position = 0; position < 100; ++position) {
    for (uint64_t copy = 0; copy < 100; ++copy) ++keys[ShuffleKey({1, 2}, position, copy, 3)];
  }
  EXPECT_EQ(keys.size(), 10000u);
  EXPECT_NE(ShuffleKey({1, 2}, 0, 0, 3), ShuffleKey({1, 2}, 0, 0, 4));
  EXPECT_NE(ShuffleKey({1, 2}, 0, 0, 3), ShuffleKey({2, 1}, 0, 0, 3));
}

}  // namespace
}  // namespace jsonl::pipeline

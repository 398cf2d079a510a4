#include "tools/dedupe/duplicate_finder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl {
namespace {

using hash::Fingerprint;
using Verdict = DuplicateFinder::Verdict;

// All duplicates among `count` keys, by position.
std::map<uint64_t, uint64_t> Find(uint64_t count, const std::function<Fingerprint(uint64_t)>& key,
                                  DuplicateFinder& finder) {
  std::map<uint64_t, uint64_t> found;
  auto note = [&](uint64_t position, uint64_t original) {
    EXPECT_TRUE(found.emplace(position, original).second) << "twice: " << position;
    return absl::OkStatus();
  };
  for (uint64_t i = 0; i < count; ++i) {
    const Verdict verdict = finder.Add({key(i), i});
    if (verdict.kind == Verdict::kDuplicate) {
      EXPECT_TRUE(note(i, verdict.original).ok());
    }
    EXPECT_EQ(verdict.kind == Verdict::kUndecided, finder.is_full() && !found.contains(i));
    if (i % 100 == 0) {
      EXPECT_TRUE(finder.Settle().ok());
    }
  }
  EXPECT_TRUE(finder.Solve(note).ok());
  return found;
}

TEST(DuplicateFinderTest, FindsTheSameWithAnyMemory) {
  test::ScratchDir directory;
  std::mt19937_64 random(3);
  std::map<uint64_t, uint64_t> first;
  std::map<uint64_t, uint64_t> expected;
  std::vector<Fingerprint> keys;
  for (uint64_t i = 0; i < 200000; ++i) {
    // A few very often, many now and then.
    const uint64_t number = i % 3 == 0 ? random() % 10 : random() % 100000;
    keys.push_back(hash::HashWord(number));
    auto [place, added] = first.try_emplace(number, i);
    if (!added) expected[i] = place->second;
  }
  auto key = [&](uint64_t i) { return keys[i]; };
  // The least: tables of 4 KB, so that partitions are partitioned in turn.
  for (uint64_t memory : {uint64_t{1} << 30, uint64_t{1} << 20, uint64_t{200000}, uint64_t{1}}) {
    DuplicateFinder finder({.originals = true, .memory = memory, .temp_dir = directory.path()});
    EXPECT_EQ(Find(keys.size(), key, finder), expected) << memory;
    EXPECT_EQ(finder.is_full(), false) << "solved";
    EXPECT_EQ(directory.List().size(), 0u);
  }
}

TEST(DuplicateFinderTest, EqualKeysNeedNoMemory) {
  test::ScratchDir directory;
  DuplicateFinder finder({.originals = true, .memory = 1, .temp_dir = directory.path()});
  // The key comes when the table takes no more.
  auto key = [](uint64_t i) { return hash::HashWord(i < 10000 ? i : 10000); };
  const std::map<uint64_t, uint64_t> found = Find(1000000, key, finder);
  EXPECT_EQ(found.size(), 1000000u - 10001u);
  EXPECT_EQ(found.begin()->first, 10001u);
  EXPECT_EQ(found.begin()->second, 10000u);
}

TEST(DuplicateFinderTest, SaysThatThereIsNoRoom) {
  test::ScratchDir directory;
  DuplicateFinder finder({.memory = 1, .temp_dir = directory.Path("absent")});
  absl::Status status;
  for (uint64_t i = 0; i < 100000 && status.ok(); ++i) {
    finder.Add({hash::HashWord(i), i});
    status = finder.Settle();
  }
  EXPECT_FALSE(status.ok());
}

}  // namespace
}  // namespace jsonl

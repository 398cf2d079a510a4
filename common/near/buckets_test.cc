#include "common/near/buckets.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl::near {
namespace {

TEST(BucketsTest, FindWhatSharesAKey) {
  test::ScratchDir directory;
  std::mt19937_64 random(3);
  constexpr uint64_t kRecords = 5000;
  KeyColumns keys(1, 1 << 30, directory.path());
  RecordBits left_out(kRecords);
  std::map<uint64_t, std::vector<uint32_t>> by_key;
  std::vector<uint64_t> earlier = {0};
  for (uint32_t record = 0; record < kRecords; ++record) {
    const bool repeats = random() % 4 == 0;
    const uint64_t key = repeats ? earlier[random() % earlier.size()] : random();
    if (random() % 8 == 0) earlier.push_back(key);
    ASSERT_TRUE(keys.Append({key}).ok());
    if (random() % 16 == 0) {
      left_out.Set(record);
    } else if (key != 0) {
      by_key[key].push_back(record);
    }
  }
  std::map<uint64_t, std::vector<uint32_t>> expected;
  for (const auto& [key, records] : by_key) {
    if (records.size() > 1) expected[key] = records;
  }
  ASSERT_GT(expected.size(), 50u);
  for (uint64_t memory : {uint64_t{1}, uint64_t{10000}, uint64_t{1} << 30}) {
    std::map<uint64_t, std::vector<uint32_t>> found;
    absl::Status status =
        ForEachBucket(keys, 0, left_out, memory, [&](const Shared* begin, const Shared* end) {
          std::vector<uint32_t>& records = found[begin->key];
          EXPECT_TRUE(records.empty());
          for (; begin < end; ++begin) records.push_back(begin->record);
        });
    ASSERT_TRUE(status.ok());
    EXPECT_EQ(found, expected) << memory;
  }
}

}  // namespace
}  // namespace jsonl::near

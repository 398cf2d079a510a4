#include "common/near/set_store.h"

#include <gtest/gtest.h>

#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl::near {
namespace {

TEST(SetStoreTest, GivesBackWhatWasAppended) {
  test::ScratchDir directory;
  for (uint64_t memory : {uint64_t{0}, uint64_t{600000}, uint64_t{1} << 30}) {
    SetStore store(memory, directory.path());
    std::vector<std::vector<uint64_t>> sets;
    for (uint64_t i = 0; i < 500; ++i) {
      sets.emplace_back(i % 100 == 99 ? 100000 : i % 500, i);
      ASSERT_TRUE(store.Append(sets.back()).ok());
    }
    EXPECT_EQ(store.size(), sets.size());
    std::vector<uint64_t> buffer;
    for (size_t i = sets.size(); i-- > 0;) {
      EXPECT_EQ(store.size_of(i), sets[i].size());
      absl::StatusOr<absl::Span<const uint64_t>> set = store.Get(i, &buffer);
      ASSERT_TRUE(set.ok()) << set.status();
      EXPECT_EQ(*set, absl::MakeConstSpan(sets[i]));
    }
  }
}

}  // namespace
}  // namespace jsonl::near

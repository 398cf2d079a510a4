#include "tools/generate/quota.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace jsonl::generate {
namespace {

Library ThreeDifficulties() {
  Library library;
  for (const char* difficulty : {"easy", "medium", "hard"}) {
    library.templates.push_back({.name = difficulty, .difficulty = difficulty, .needs = {}});
  }
  return library;
}

// How many of each are kept, where 100 easy, 50 medium and 10 hard ones come in turn.
std::vector<int> Kept(std::optional<uint64_t> limit, std::optional<uint64_t> per_template,
                      bool balance) {
  const Library library = ThreeDifficulties();
  std::vector<uint32_t> examples;
  for (int i = 0; i < 100; ++i) {
    examples.push_back(0);
    if (i % 2 == 0) examples.push_back(1);
    if (i % 10 == 0) examples.push_back(2);
  }
  Quota quota(library, limit, per_template);
  if (balance) {
    for (uint32_t source : examples) quota.Count(source);
    quota.Balance();
  }
  std::vector<int> kept(3);
  for (uint32_t source : examples) kept[source] += quota.Keep(source);
  return kept;
}

TEST(QuotaTest, KeepsWhatIsAskedFor) {
  using Counts = std::vector<int>;
  EXPECT_EQ(Kept({}, {}, false), (Counts{100, 50, 10}));
  EXPECT_EQ(Kept(5, {}, false), (Counts{3, 1, 1}));
  EXPECT_EQ(Kept({}, 20, false), (Counts{20, 20, 10}));
  EXPECT_EQ(Kept({}, {}, true), (Counts{10, 10, 10}));
  EXPECT_EQ(Kept(30, {}, true), (Counts{10, 10, 10}));
  EXPECT_EQ(Kept(60, {}, true), (Counts{25, 25, 10}));
  EXPECT_EQ(Kept(1000, {}, true), (Counts{100, 50, 10}));
  EXPECT_EQ(Kept({}, 4, true), (Counts{4, 4, 4}));
  EXPECT_EQ(Kept(0, {}, false), (Counts{0, 0, 0}));
}

TEST(QuotaTest, ABalanceIsSpreadOverTheInput) {
  const Library library = ThreeDifficulties();
  Quota quota(library, 20, {});
  for (int i = 0; i < 1000; ++i) quota.Count(i < 500 ? 0 : 1);
  quota.Balance();
  std::vector<int> at;
  for (int i = 0; i < 500; ++i) {
    if (quota.Keep(0)) at.push_back(i);
  }
  ASSERT_EQ(at.size(), 10u);
  for (size_t i = 1; i < at.size(); ++i) EXPECT_EQ(at[i] - at[i - 1], 50);
}

}  // namespace
}  // namespace jsonl::generate

#include "common/json/repair/mend.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

namespace jsonl::json {
namespace {

TEST(WordsTest, TellsTheKindsApart) {
  std::set<std::string_view> words;
  const auto last = static_cast<int>(MendKind::kSeveralValues);
  for (int kind = 0; kind <= last; ++kind) words.insert(Words(static_cast<MendKind>(kind)));
  EXPECT_EQ(words.size(), static_cast<size_t>(last) + 1);
  EXPECT_EQ(words.count(""), 0u);
}

TEST(MendLogTest, SortsByOffsetAndKeepsTheOrderAtOne) {
  MendLog log;
  log.Add(MendKind::kNumber, 9);
  log.Add(MendKind::kQuotes, 3);
  log.Add(MendKind::kEscape, 3);
  log.Sort();
  EXPECT_EQ(
      log.mends(),
      (std::vector<Mend>{{MendKind::kQuotes, 3}, {MendKind::kEscape, 3}, {MendKind::kNumber, 9}}));
  log.Clear();
  EXPECT_EQ(log.count(), 0u);
  EXPECT_TRUE(log.mends().empty());
}

TEST(MendLogTest, CountsWhatItDoesNotList) {
  MendLog log;
  for (size_t i = 0; i < 3 * MendLog::kMaxListed; ++i) log.Add(MendKind::kNumber, i);
  EXPECT_EQ(log.count(), 3 * MendLog::kMaxListed);
  EXPECT_EQ(log.mends().size(), MendLog::kMaxListed);
}

}  // namespace
}  // namespace jsonl::json

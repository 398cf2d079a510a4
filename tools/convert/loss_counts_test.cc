#include "tools/convert/loss_counts.h"

#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl {
namespace {

TEST(BatchLossesTest, GivesThoseOfTheFirstRecords) {
  BatchLosses losses;
  losses.Add(0, "field 'a'");
  losses.Add(0, "field 'b'");
  losses.Add(2, "field 'a'");
  for (const auto& [records, expected] :
       {std::pair(0, ""), std::pair(1, "field 'a';field 'b';"),
        std::pair(2, "field 'a';field 'b';"), std::pair(3, "field 'a';field 'b';field 'a';")}) {
    std::string all;
    losses.ForEach(static_cast<size_t>(records),
                   [&](std::string_view what) { text::Append(&all, what, ";"); });
    EXPECT_EQ(all, expected) << records;
  }
  losses.Clear();
  EXPECT_TRUE(losses.empty());
}

TEST(BatchLossesTest, RemovesRecords) {
  BatchLosses losses;
  for (size_t record : {0, 1, 1, 3, 4}) losses.Add(record, text::Cat(record));
  losses.Remove({1, 2, 4});
  std::string all;
  losses.ForEach(2, [&](std::string_view what) { text::Append(&all, what, ";"); });
  EXPECT_EQ(all, "0;3;");
  losses.ForEach(1, [&](std::string_view what) { text::Append(&all, what, ";"); });
  EXPECT_EQ(all, "0;3;0;");
}

TEST(LossCountsTest, CountsTheFirstNamesApart) {
  LossCounts counts;
  for (size_t i = 0; i < LossCounts::kNames + 5; ++i) counts.Add(text::Cat("field '", i, "'"));
  counts.Add("field '0'");
  pipeline::Account account;
  counts.NoteIn(&account);
  const std::string text = account.ToText();
  EXPECT_NE(text.find("; dropped field '0' 2;"), text.npos) << text;
  EXPECT_NE(text.find("; dropped field '19' 1;"), text.npos) << text;
  EXPECT_NE(text.find("; dropped others 5"), text.npos) << text;
  EXPECT_EQ(text.find("'20'"), text.npos) << text;
}

}  // namespace
}  // namespace jsonl

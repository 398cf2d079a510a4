#include "tools/stats/tally.h"

#include <cstdint>

#include "common/record/registry.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

constexpr auto kResponse = static_cast<size_t>(Part::kResponse);

TEST(Tally, MergesGroupByGroupAndAddsUp) {
  Tally a, b;
  a.Group("x").records = 1;
  a.Group("x").kinds[0] = 1;
  a.Group("x").lengths[kResponse][3] = 1;
  b.Group("x").records = 2;
  b.Group("x").kinds[1] = 2;
  b.Group("x").lengths[kResponse] = {{3, 1}, {4, 1}};
  b.Group("x").valid_json = 1;
  b.Group("y").records = 5;
  a.Group("x").formats[record::All()[0]] = 1;
  b.Group("x").formats = {{record::All()[0], 2}, {record::All()[1], 3}};
  a.Group("x").scripts[25] = {1, 10};
  b.Group("x").scripts = {{25, {2, 20}}, {17, {1, 1}}};
  a.Group("x").responses.Add(7);
  b.Group("x").responses.Add(7);
  b.Group("y").responses.Add(8);
  b.Group("x").turns[2] = 4;
  b.Group("x").roles.Add("user", 4);
  b.Group("x").labels[0].Add("easy");
  a.Merge(b);
  ASSERT_EQ(a.groups().size(), 2u);
  EXPECT_EQ(a.Group("x").records, 3u);
  EXPECT_EQ(a.Group("x").kinds[0], 1u);
  EXPECT_EQ(a.Group("x").kinds[1], 2u);
  EXPECT_EQ(a.Group("x").response_lengths(), (LengthHistogram{{3, 2}, {4, 1}}));
  GroupTally total = a.Total();
  EXPECT_EQ(total.records, 8u);
  EXPECT_EQ(total.valid_json, 1u);
  EXPECT_EQ(total.formats[record::All()[0]], 3u);
  EXPECT_EQ(total.formats[record::All()[1]], 3u);
  EXPECT_EQ(total.scripts[25].records, 3u);
  EXPECT_EQ(total.scripts[25].characters, 30u);
  EXPECT_EQ(total.scripts[17].records, 1u);
  EXPECT_EQ(a.Group("x").responses.Count(), 1u);
  EXPECT_EQ(total.responses.Count(), 2u);
  EXPECT_EQ(total.turns[2], 4u);
  EXPECT_EQ(total.roles.total(), 4u);
  EXPECT_EQ(total.labels[0].total(), 1u);
  EXPECT_EQ(Summarize(total.response_lengths()).sum, 10u);
}

}  // namespace
}  // namespace jsonl::stats

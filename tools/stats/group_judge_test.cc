#include "tools/stats/group_judge.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/record/registry.h"
#include "tools/stats/concern.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {
namespace {

// A group of records with different responses of ten characters, so many of which are JSON.
GroupTally Group(uint64_t records, uint64_t json) {
  GroupTally group;
  group.records = records;
  group.kinds[static_cast<size_t>(Kind::kSft)] = records;
  group.formats[record::All().front()] = records;
  if (records > 0) group.lengths[static_cast<size_t>(Part::kResponse)][10] = records;
  group.valid_json = json;
  for (uint64_t i = 0; i < records; ++i) group.responses.Add(i * 0x9e3779b97f4a7c15);
  return group;
}

// What is said of the group `name`, with details.
std::vector<std::pair<Concern, std::string>> Remarks(const Tally& tally, std::string_view name) {
  const GroupTally total = tally.Total();
  const GroupJudge judge(tally, total, 100);
  const GroupTally& group = tally.groups().find(name)->second;
  std::vector<std::pair<Concern, std::string>> remarks;
  for (const GroupJudge::Remark& remark : judge.RemarksOn(name, group)) {
    remarks.emplace_back(remark.concern, judge.Detail(remark.concern, group));
  }
  return remarks;
}
using Expected = std::vector<std::pair<Concern, std::string>>;

TEST(GroupJudge, SaysNothingOfAGoodGroup) {
  Tally tally;
  tally.Group("a") = Group(500, 500);
  tally.Group("b") = Group(100, 100);
  EXPECT_EQ(Remarks(tally, "a"), Expected());
  EXPECT_EQ(Remarks(tally, "b"), Expected());
}

TEST(GroupJudge, SmallGroups) {
  Tally tally;
  tally.Group("a") = Group(99, 99);
  EXPECT_EQ(Remarks(tally, "a"), (Expected{{Concern::kSmall, "99 records"}}));
}

TEST(GroupJudge, JsonIsMissedWhereThereIsSome) {
  Tally prose;
  prose.Group("a") = Group(1000, 30);
  EXPECT_EQ(Remarks(prose, "a"), Expected());

  Tally json;
  json.Group("a") = Group(1000, 990);
  json.Group("b") = Group(200, 0);
  EXPECT_EQ(Remarks(json, "a"), (Expected{{Concern::kNotJson, "10 of 1,000 responses (1.0%)"}}));
  EXPECT_EQ(Remarks(json, "b"), (Expected{{Concern::kNotJson, "200 of 200 responses (100.0%)"}}));

  Tally part;
  part.Group("prose") = Group(5000, 0);
  part.Group("json") = Group(1000, 400);
  EXPECT_EQ(Remarks(part, "prose"), Expected());
  EXPECT_EQ(Remarks(part, "json"),
            (Expected{{Concern::kNotJson, "600 of 1,000 responses (60.0%)"}}));
}

TEST(GroupJudge, MissingAndEmptyResponses) {
  Tally tally;
  tally.Group("a") = Group(400, 0);
  GroupTally& b = tally.Group("b");
  b = Group(200, 0);
  b.records = 250;
  b.lengths[static_cast<size_t>(Part::kResponse)] = {{0, 3}, {10, 197}};
  EXPECT_EQ(Remarks(tally, "b"),
            (Expected{{Concern::kNoResponse, "50 of 250 records (20.0%)"},
                      {Concern::kEmptyResponse, "3 of 200 responses (1.5%)"}}));

  Tally texts;  // have no responses, and need none
  texts.Group("t") = Group(200, 0);
  texts.Group("t").lengths = {};
  texts.Group("t").responses = {};
  EXPECT_EQ(Remarks(texts, "t"), Expected());
}

TEST(GroupJudge, UnknownFormatsBesideKnownOnes) {
  Tally tally;
  tally.Group("a") = Group(300, 0);
  GroupTally& a = tally.Group("a");
  a.formats[record::All().front()] = 290;
  a.formats[record::All().back()] = 10;
  EXPECT_EQ(Remarks(tally, "a"), (Expected{{Concern::kNoFormat, "10 of 300 records (3.3%)"}}));
  a.formats = {{record::All().back(), 300}};  // it is how they are
  EXPECT_EQ(Remarks(tally, "a"), Expected());
}

TEST(GroupJudge, RecordsWithoutTheField) {
  Tally tally;
  tally.Group("(none)") = Group(100, 0);
  EXPECT_EQ(Remarks(tally, "(none)"), Expected());
  tally.Group("a") = Group(300, 0);
  EXPECT_EQ(Remarks(tally, "(none)"),
            (Expected{{Concern::kNoGroup, "100 of 400 records (25.0%)"}}));
}

TEST(GroupJudge, GroupsThatOutweighTheOthers) {
  Tally tally;
  tally.Group("a") = Group(2000, 0);
  EXPECT_EQ(Remarks(tally, "a"), Expected());
  tally.Group("b") = Group(200, 0);
  EXPECT_EQ(Remarks(tally, "a"),
            (Expected{{Concern::kOutweighs,
                       "2,000 records, 10 times those of the group in the middle (200)"}}));
  tally.Group("c") = Group(300, 0);
  EXPECT_EQ(Remarks(tally, "a"), Expected());
}

TEST(GroupJudge, ResponsesThatRepeat) {
  Tally tally;
  tally.Group("a") = Group(1000, 0);
  GroupTally& a = tally.Group("a");
  a.responses = {};
  for (uint64_t i = 0; i < 899; ++i) a.responses.Add(i * 0x9e3779b97f4a7c15);
  EXPECT_EQ(Remarks(tally, "a"),
            (Expected{{Concern::kRepeats, "101 of 1,000 responses (10.1%) occur before"}}));
  a.responses.Add(1);
  EXPECT_EQ(Remarks(tally, "a"), Expected());
}

TEST(GroupJudge, TextsFarLongerThanTheOthers) {
  Tally tally;
  tally.Group("a") = Group(1000, 0);
  LengthHistogram& lengths = tally.Group("a").lengths[static_cast<size_t>(Part::kInstruction)];
  lengths = {{120, 999}, {1200, 1}};
  EXPECT_EQ(Remarks(tally, "a"),
            (Expected{{Concern::kOutlier,
                       "Instruction of 1,200 characters, while 99% have 120 or fewer"}}));
  lengths = {{120, 999}, {1199, 1}};
  EXPECT_EQ(Remarks(tally, "a"), Expected());
  lengths = {{20, 999}, {999, 1}};  // long for it, but not long
  EXPECT_EQ(Remarks(tally, "a"), Expected());
}

}  // namespace
}  // namespace jsonl::stats

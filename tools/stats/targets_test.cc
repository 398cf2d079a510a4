#include "tools/stats/targets.h"

#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

TEST(ParseTargets, TakesLeastAndMost) {
  absl::StatusOr<Targets> targets = ParseTargets(
      R"({"qa":{"examples":[200,400],"templates":20},"sql":{"examples":[1000,null]},"*":{}})");
  ASSERT_TRUE(targets.ok()) << targets.status();
  ASSERT_EQ(targets->size(), 3u);
  const Target& qa = targets->at("qa");
  EXPECT_EQ(qa.examples->min, 200u);
  EXPECT_EQ(qa.examples->max, 400u);
  EXPECT_EQ(qa.templates->min, 20u);
  EXPECT_FALSE(qa.templates->max);
  EXPECT_EQ(targets->at("sql").examples->min, 1000u);
  EXPECT_FALSE(targets->at("sql").examples->max);
  EXPECT_FALSE(targets->at("sql").templates);
}

TEST(ParseTargets, SaysWhatIsWrong) {
  struct Case {
    std::string_view json;
    std::string_view part;  // of the message
  };
  const std::vector<Case> cases = {
      {"", "column 1"},
      {"[]", "an object is expected"},
      {R"({"a":5})", "'a': an object is expected"},
      {R"({"a":{"example":5}})", "'a': unknown goal 'example' (known: examples, templates)"},
      {R"({"a":{"examples":-1}})", "'a': examples is not"},
      {R"({"a":{"examples":1.5}})", "'a': examples is not"},
      {R"({"a":{"examples":"5"}})", "'a': examples is not"},
      {R"({"a":{"templates":[2,1]}})", "'a': templates is not"},
      {R"({"a":{"templates":[1]}})", "'a': templates is not"},
      {R"({"a":{"templates":[1,2,3]}})", "'a': templates is not"},
      {R"({"a":{"templates":99999999999999999999}})", "'a': templates is not"},
      {R"({"a":{},"a":{}})", "'a': is there twice"},
  };
  for (const Case& c : cases) {
    absl::StatusOr<Targets> targets = ParseTargets(c.json);
    ASSERT_FALSE(targets.ok()) << c.json;
    EXPECT_NE(targets.status().message().find(text::ToAbsl(c.part)), absl::string_view::npos)
        << targets.status();
  }
}

TEST(Goal, CountsWhatIsMissingOrTooMuch) {
  const Goal goal{.min = 5, .max = 7};
  EXPECT_EQ(goal.MissingFrom(3), 2u);
  EXPECT_EQ(goal.MissingFrom(5), 0u);
  EXPECT_EQ(goal.Beyond(7), 0u);
  EXPECT_EQ(goal.Beyond(9), 2u);
  EXPECT_EQ((Goal{.min = 5, .max = {}}).Beyond(1000), 0u);
}

TEST(CoverageOf, CountsExamplesAndTemplates) {
  Tally tally;
  tally.Group("a").records = 3;
  tally.Group("a").labels[static_cast<size_t>(Label::kTemplate)].Add("x", 2);
  tally.Group("a").labels[static_cast<size_t>(Label::kTemplate)].Add("y");
  tally.Group("b").records = 4;
  tally.Group("b").labels[static_cast<size_t>(Label::kTemplateCategory)].Add("x", 4);
  const Targets targets = {{"*", {}}, {"a", {}}, {"absent", {}}, {"b", {}}};
  std::string shown;
  for (const Coverage& c : CoverageOf(tally, targets)) {
    text::Append(&shown, c.name, " ", c.examples, " ", c.templates, ", ");
  }
  EXPECT_EQ(shown, "* 7 2, a 3 2, absent 0 0, b 4 1, ");
  shown.clear();
  for (const Coverage& c : GroupsBelow(4, tally, targets)) {
    text::Append(&shown, c.name, " ", c.examples, ", ");
  }
  EXPECT_EQ(shown, "absent 0, a 3, ");
}

}  // namespace
}  // namespace jsonl::stats

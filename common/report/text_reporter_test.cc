#include "common/report/text_reporter.h"

#include <gtest/gtest.h>

#include <string>

#include "common/report/reported.h"

namespace jsonl::report {
namespace {

TEST(TextReporterTest, SaysWhereAndWhatOneALine) {
  EXPECT_EQ(Reported(Style::kText, 3),
            "data/in.jsonl:1: error: Missing 'task' field [missing-field]\n"
            "data/in.jsonl:2: error: Invalid JSON: column 3: expected a value, found '\"' "
            "[invalid-json]\n"
            "data/in.jsonl:3: warning: Both task and text [ambiguous-format]\n");
  EXPECT_EQ(Reported(Style::kText, 0, {.max_errors = 20, .totals = true}), "");
}

TEST(TextReporterTest, SaysHowManyItDidNotPrint) {
  const std::string first = Reported(Style::kText, 1);
  const std::string cut =
      first +
      "... and 6 more; --max-errors 0 prints all. By code: invalid-json 2, missing-field 3, "
      "ambiguous-format 2\n";
  EXPECT_EQ(Reported(Style::kText, 7, {.max_errors = 1}), cut);
  EXPECT_EQ(Reported(Style::kText, 7, {.max_errors = 1, .totals = true}), cut);
  // No more than allowed: nothing is left to say.
  EXPECT_EQ(Reported(Style::kText, 1, {.max_errors = 1}), first);
  EXPECT_EQ(Reported(Style::kText, 7, {.max_errors = 7}), Reported(Style::kText, 7));
}

TEST(TextReporterTest, CountsSeveralCodesWhenAsked) {
  EXPECT_EQ(
      Reported(Style::kText, 3, {.totals = true}),
      Reported(Style::kText, 3) + "By code: invalid-json 1, missing-field 1, ambiguous-format 1\n");
  // One code alone is no news.
  EXPECT_EQ(Reported(Style::kText, 1, {.totals = true}), Reported(Style::kText, 1));
}

TEST(TextReporterTest, ColoursSeverityAndCode) {
  EXPECT_EQ(ReportedOne(Style::kText, "in", SomeFindings()[0], {.color = true}),
            "in:1: \x1b[1;31merror\x1b[0m: Missing 'task' field \x1b[36m[missing-field]\x1b[0m\n");
  EXPECT_EQ(
      ReportedOne(Style::kText, "in", SomeFindings()[2], {.color = true}),
      "in:1: \x1b[1;33mwarning\x1b[0m: Both task and text \x1b[36m[ambiguous-format]\x1b[0m\n");
}

// Keys and file names are quoted in messages; a newline there broke the report's lines.
TEST(TextReporterTest, AFindingStaysOnItsLine) {
  const Finding finding = {Code::kDuplicateKey, "", "Duplicate key 'a\r\n\x1b[2J\x7f\té'"};
  EXPECT_EQ(ReportedOne(Style::kText, "in\n.jsonl", finding),
            "in\\n.jsonl:1: error: Duplicate key 'a\\r\\n\\x1b[2J\\x7f\\té' [duplicate-key]\n");
}

}  // namespace
}  // namespace jsonl::report

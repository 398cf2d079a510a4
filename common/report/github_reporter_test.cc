#include "common/report/github_reporter.h"

#include <gtest/gtest.h>

#include "common/report/reported.h"

namespace jsonl::report {
namespace {

TEST(GithubReporterTest, WritesWorkflowCommands) {
  EXPECT_EQ(Reported(Style::kGithub, 3),
            "::error file=data/in.jsonl,line=1,title=missing-field::Missing 'task' field\n"
            "::error file=data/in.jsonl,line=2,col=3,title=invalid-json::Invalid JSON: column 3: "
            "expected a value, found '\"'\n"
            "::warning file=data/in.jsonl,line=3,title=ambiguous-format::Both task and text\n");
  EXPECT_EQ(Reported(Style::kGithub, 0), "");
}

TEST(GithubReporterTest, EscapesAsTheRunnerDemands) {
  const Finding finding = {Code::kDuplicateKey, "", "Duplicate key '100%: a,b\r\n::set-env \x1b['"};
  EXPECT_EQ(ReportedOne(Style::kGithub, "C:\\a,b\n50%.jsonl", finding),
            "::error file=C%3A\\a%2Cb%0A50%25.jsonl,line=1,title=duplicate-key::Duplicate key "
            "'100%25: a,b%0D%0A::set-env \\x1b['\n");
}

TEST(GithubReporterTest, SaysHowManyItDidNotPrint) {
  EXPECT_EQ(Reported(Style::kGithub, 3, {.max_errors = 1, .totals = true}),
            "::error file=data/in.jsonl,line=1,title=missing-field::Missing 'task' field\n"
            "::notice::... and 2 more; --max-errors 0 prints all. By code: invalid-json 1, "
            "missing-field 1, ambiguous-format 1\n");
}

}  // namespace
}  // namespace jsonl::report

#include "common/report/jsonl_reporter.h"

#include <gtest/gtest.h>

#include "common/report/reported.h"

namespace jsonl::report {
namespace {

TEST(JsonlReporterTest, GivesAnObjectAFinding) {
  EXPECT_EQ(
      Reported(Style::kJsonl, 3),
      R"({"file":"data/in.jsonl","line":1,"offset":100,"pointer":"/task","code":"missing-field",)"
      R"("severity":"error","message":"Missing 'task' field"})"
      "\n"
      R"({"file":"data/in.jsonl","line":2,"offset":200,"pointer":"","code":"invalid-json",)"
      R"("severity":"error","message":"Invalid JSON: column 3: expected a value, found '\"'"})"
      "\n"
      R"({"file":"data/in.jsonl","line":3,"offset":300,"pointer":"","code":"ambiguous-format",)"
      R"("severity":"warning","message":"Both task and text"})"
      "\n");
}

TEST(JsonlReporterTest, GivesAllWhateverTheLimitForText) {
  EXPECT_EQ(Reported(Style::kJsonl, 50, {.max_errors = 20, .totals = true}),
            Reported(Style::kJsonl, 50));
}

TEST(JsonlReporterTest, EscapesWhatJsonDemands) {
  const Finding finding = {Code::kDuplicateKey, "/a\nb", "Duplicate key 'a\n\"b\\'"};
  EXPECT_EQ(ReportedOne(Style::kJsonl, "tab\there", finding),
            R"({"file":"tab\there","line":1,"offset":0,"pointer":"/a\nb","code":"duplicate-key",)"
            R"("severity":"error","message":"Duplicate key 'a\n\"b\\'"})"
            "\n");
}

}  // namespace
}  // namespace jsonl::report

#include "common/pipeline/line_mender.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"

namespace jsonl::pipeline {
namespace {

TEST(LineMenderTest, MakesARecordAndSaysHow) {
  LineMender mender;
  const test::PaddedText line("{'é': 1 \"b\": 2,}\r");
  ASSERT_TRUE(mender.Mend(line.view()));
  EXPECT_EQ(mender.root().raw(), "{\"é\": 1, \"b\": 2}");
  const std::vector<report::Finding>& findings = mender.findings();
  ASSERT_EQ(findings.size(), 3u);
  EXPECT_EQ(findings[0].message, "Repaired: column 2: changed quotes to double quotes");
  EXPECT_EQ(findings[1].message, "Repaired: column 10: added a missing comma");
  // Messages count bytes, as those of syntax errors do.
  EXPECT_EQ(findings[1].spot.byte, 9u);
  EXPECT_EQ(findings[1].spot.column, 9u);
  for (const report::Finding& finding : findings) {
    EXPECT_EQ(finding.code, report::Code::kRepaired);
    EXPECT_EQ(finding.severity, report::Severity::kWarning);
  }
}

TEST(LineMenderTest, ARecordIsOneLine) {
  LineMender mender;
  const test::PaddedText line(R"({\n \"a\": \"x\\ny\",\n \"b\": 1\n}\n)");
  ASSERT_TRUE(mender.Mend(line.view()));
  EXPECT_EQ(mender.root().raw(), R"({"a":"x\ny","b":1})");
}

TEST(LineMenderTest, SaysWhyNot) {
  struct Case {
    std::string_view line;
    std::string_view why;
  };
  const Case cases[] = {
      {"no JSON at all", "not mended: column 1: no JSON value"},
      {R"({"a": 1}{"b": 2})", "not mended: column 9: more than one value"},
      {"[1, 2,]", "not mended: it would be an array"},
  };
  LineMender mender;
  for (const Case& c : cases) {
    const test::PaddedText line(c.line);
    EXPECT_FALSE(mender.Mend(line.view())) << c.line;
    EXPECT_EQ(mender.why(), c.why) << c.line;
  }
}

TEST(LineMenderTest, CountsWhatItDoesNotList) {
  LineMender mender;
  std::string text = "{\"a\": [";
  for (int i = 0; i < 3000; ++i) text += "True,";
  const test::PaddedText line(text);
  ASSERT_TRUE(mender.Mend(line.view()));
  ASSERT_EQ(mender.findings().size(), json::MendLog::kMaxListed + 1);
  EXPECT_EQ(mender.findings().back().message.find("Repaired: and 200"), 0u)
      << mender.findings().back().message;
  const test::PaddedText next("{\"a\": 1,}");
  ASSERT_TRUE(mender.Mend(next.view()));
  EXPECT_EQ(mender.findings().size(), 1u);
}

TEST(ReportMendsTest, NamesTheStringThatHasTheText) {
  std::vector<report::Finding> findings;
  ReportMends("{'a':1}", {{json::MendKind::kQuotes, 1}}, 1, "/output", &findings);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].message, "Repaired: /output: column 2: changed quotes to double quotes");
  EXPECT_EQ(findings[0].pointer, "/output");
  EXPECT_EQ(findings[0].spot.column, 0u);
}

}  // namespace
}  // namespace jsonl::pipeline

#include "tools/validate/record_checker.h"

#include <gtest/gtest.h>

#include <string_view>

#include "common/record/registry.h"
#include "common/testing/json_text.h"
#include "tools/validate/rule_testing.h"

namespace jsonl {
namespace {

using report::Finding;

std::string Check(std::string_view record, const RecordRules& rules) {
  test::ParsedText parsed(record);
  RecordChecker checker(rules);
  std::vector<Finding> findings;
  checker.Check(parsed.root(), &findings);
  return test::Listed(findings);
}

TEST(RecordCheckerTest, LengthsAreOfTheResponseInCodePoints) {
  struct Case {
    std::string_view record;
    uint64_t min;
    uint64_t max;
    std::string_view findings;
  };
  constexpr uint64_t kNoMax = UINT64_MAX;
  const Case cases[] = {
      {R"({"output":"abc"})", 3, 3, ""},
      {R"({"output":"abc"})", 4, kNoMax, "output-too-short /output Output too short (3 < 4)"},
      {R"({"output":"abc"})", 0, 2, "output-too-long /output Output too long (3 > 2)"},
      {R"({"output":"äöü"})", 3, 3, ""},
      {R"({"output":"\u00e4\ud83d\ude00"})", 2, 2, ""},
      {R"({"output":"😀😀😀"})", 4, kNoMax, "output-too-short /output Output too short (3 < 4)"},
      {R"({"output":"😀😀😀"})", 0, 2, "output-too-long /output Output too long (3 > 2)"},
      {R"({"output":""})", 0, 0, ""},
      {R"({"chosen":"ab","rejected":"abcdef"})", 0, 5, ""},
      {R"({"chosen":"abcdef","rejected":"ab"})", 0, 5,
       "output-too-long /chosen Chosen too long (6 > 5)"},
      {R"({"messages":[{"role":"user","content":"a long question"},)"
       R"({"role":"assistant","content":"ab"}]})",
       3, 5, "output-too-short /messages/1/content Content too short (2 < 3)"},
      {R"({"no":"response"})", 3, 5, ""},
  };
  for (const Case& c : cases) {
    // As what they look like, for some are not whole.
    std::string all = Check(c.record, {.response = {.min_length = c.min, .max_length = c.max}});
    size_t at = all.find("output-too-");
    EXPECT_EQ(at == all.npos ? "" : all.substr(at), c.findings) << c.record << ": " << all;
  }
}

TEST(RecordCheckerTest, JsonOutputIsTheWholeResponse) {
  struct Case {
    std::string_view record;
    bool valid;
  };
  const Case cases[] = {
      {R"({"output":"{}"})", true},
      {R"({"output":" [1, 2]\n"})", true},
      {R"({"output":"7"})", true},
      {R"({"output":"{} and more"})", false},
      {R"({"output":"```json\n{}\n```"})", false},
      {R"({"output":""})", false},
      {R"({"task":"t","input":{"instruction":"i"},"chosen":"{}","rejected":"{"})", true},
      {R"({"task":"t","input":{"instruction":"i"},"chosen":"{","rejected":"{}"})", false},
      {R"({"messages":[{"role":"user","content":"no JSON"},)"
       R"({"role":"assistant","content":"null"}]})",
       true},
      {R"({"no":"response"})", true},
  };
  for (const Case& c : cases) {
    std::string all = Check(c.record, {.response = {.json = true}});
    EXPECT_EQ(all.find("output-not-json") == all.npos, c.valid) << c.record << ": " << all;
  }
}

TEST(RecordCheckerTest, SaysWhereTheResponseIsNoJson) {
  constexpr std::string_view kRecord =
      R"({"task":"t","input":{"instruction":"i"},"output":"{\"a\": 1,}"})";
  std::string all = Check(kRecord, {.response = {.json = true}});
  EXPECT_EQ(all.find("output-not-json /output Invalid JSON in output (column 9: "), 0u) << all;
}

TEST(RecordCheckerTest, FindsAllThatIsWrong) {
  constexpr std::string_view kRecord = R"({"input":{},"output":"{"})";
  std::string all =
      Check(kRecord, {.format = record::Find("task"), .response = {.json = true, .min_length = 2}});
  for (std::string_view part : {"missing-field", "Missing 'task' field", "instruction",
                                "output-not-json /output", "output-too-short /output"}) {
    EXPECT_NE(all.find(part), std::string::npos) << part << " in " << all;
  }
}

TEST(RecordCheckerTest, UnknownFieldsAreFaultsOnlyOfANamedFormat) {
  constexpr std::string_view kRecord = R"({"instruction":"i","input":"","output":"o","extra":1})";
  EXPECT_EQ(Check(kRecord, {}), "");
  std::string all = Check(kRecord, {.format = record::Find("alpaca")});
  EXPECT_EQ(all.find("unknown-field /extra "), 0u) << all;
}

TEST(RecordCheckerTest, TellsWhatItCouldNotCheck) {
  struct Case {
    std::string_view record;
    const record::Format* format;
    bool format_unchecked;
    bool response_unchecked;
  };
  const Case cases[] = {
      {R"({"text":"a"})", nullptr, false, true},
      {R"({"a":"b"})", nullptr, true, true},
      {R"({"a":"b"})", record::Find("any"), false, true},
      {R"({"a":"b"})", record::Find("text"), false, true},
      {R"({"instruction":"a","output":"b"})", nullptr, false, false},
  };
  for (const Case& c : cases) {
    test::ParsedText parsed(c.record);
    for (uint64_t min_length : {0, 1}) {
      RecordChecker checker({.format = c.format, .response = {.min_length = min_length}});
      std::vector<Finding> findings;
      const uint64_t unchecked = checker.Check(parsed.root(), &findings);
      EXPECT_EQ((unchecked & 1) != 0, c.format_unchecked) << c.record;
      EXPECT_EQ((unchecked & 2) != 0, min_length > 0 && c.response_unchecked) << c.record;
    }
  }
}

}  // namespace
}  // namespace jsonl

#include "common/report/sarif_reporter.h"

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "common/report/reported.h"

namespace jsonl::report {
namespace {

using nlohmann::json;

json Parsed(const std::string& text) {
  json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  EXPECT_FALSE(document.is_discarded()) << text;
  return document;
}

// The one run of a document.
json RunOf(const std::string& text) {
  const json document = Parsed(text);
  EXPECT_EQ(document["version"], "2.1.0");
  EXPECT_EQ(document["runs"].size(), 1u);
  return document["runs"][0];
}

TEST(SarifReporterTest, NamesTheToolAndItsRules) {
  const json run = RunOf(Reported(Style::kSarif, 0, {.tool = "jsonl-test", .version = "1.2.3"}));
  const json& driver = run["tool"]["driver"];
  EXPECT_EQ(driver["name"], "jsonl-test");
  EXPECT_EQ(driver["version"], "1.2.3");
  ASSERT_EQ(driver["rules"].size(), kCodeCount);
  for (size_t i = 0; i < kCodeCount; ++i) {
    const CodeText& code = TextOf(static_cast<Code>(i));
    const json& rule = driver["rules"][i];
    EXPECT_EQ(rule["id"], code.name);
    EXPECT_NE(rule["shortDescription"]["text"].get<std::string>().find(code.meaning),
              std::string::npos);
    EXPECT_NE(rule["help"]["text"].get<std::string>().find(code.advice), std::string::npos);
  }
}

TEST(SarifReporterTest, IsValidWhenNothingIsFound) {
  const json run = RunOf(Reported(Style::kSarif, 0));
  EXPECT_EQ(run["results"], json::array());
  EXPECT_EQ(run["invocations"], json::parse(R"([{"executionSuccessful":true}])"));
}

TEST(SarifReporterTest, GivesAResultAFinding) {
  const json run = RunOf(Reported(Style::kSarif, 3, {.max_errors = 1}));
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  ASSERT_EQ(run["results"].size(), 3u);
  EXPECT_EQ(run["results"][0], json::parse(R"({
    "ruleId": "missing-field", "ruleIndex": 8, "level": "error",
    "message": {"text": "Missing 'task' field"},
    "locations": [{
      "physicalLocation": {
        "artifactLocation": {"uri": "data/in.jsonl"},
        "region": {"startLine": 1, "byteOffset": 100}
      },
      "logicalLocations": [{"fullyQualifiedName": "/task"}]
    }]})"));
  EXPECT_EQ(run["results"][1]["locations"], json::parse(R"([{
      "physicalLocation": {
        "artifactLocation": {"uri": "data/in.jsonl"},
        "region": {"startLine": 2, "startColumn": 3, "byteOffset": 202}
      }}])"));
  EXPECT_EQ(run["results"][2]["level"], "warning");
  for (const json& result : run["results"]) {
    EXPECT_EQ(run["tool"]["driver"]["rules"][result["ruleIndex"].get<size_t>()]["id"],
              result["ruleId"]);
  }
}

TEST(SarifReporterTest, FilesAreUriReferences) {
  const struct {
    const char* file;
    const char* uri;
  } cases[] = {
      {"a/b c.jsonl", "a/b%20c.jsonl"}, {"/tmp/a.jsonl", "file:///tmp/a.jsonl"},
      {"<stdin>", "%3Cstdin%3E"},       {"50%#?é\xff.jsonl", "50%25%23%3F%C3%A9%FF.jsonl"},
      {"http://a", "http%3A//a"},
  };
  for (const auto& c : cases) {
    const json run = RunOf(ReportedOne(Style::kSarif, c.file, SomeFindings()[0]));
    EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
              c.uri);
  }
}

TEST(SarifReporterTest, SaysWhenTheRunEndedEarly) {
  std::string out;
  std::unique_ptr<Reporter> reporter = NewReporter(Style::kSarif, io::ToString(&out));
  reporter->Report({"in", 1, 0, SomeFindings().data()});
  reporter->EndedEarly();
  ASSERT_TRUE(reporter->Finish().ok());
  const json run = RunOf(out);
  EXPECT_EQ(run["results"].size(), 1u);
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], false);
}

TEST(SarifReporterTest, TellsOfTheRun) {
  std::string out;
  std::unique_ptr<Reporter> reporter = NewReporter(Style::kSarif, io::ToString(&out));
  reporter->Notify(Severity::kWarning, "field 'a' is\nodd");
  reporter->Report({"in", 1, 0, SomeFindings().data()});
  reporter->Notify(Severity::kError, "disk full");
  reporter->EndedEarly();
  ASSERT_TRUE(reporter->Finish().ok());
  const json run = RunOf(out);
  EXPECT_EQ(run["results"].size(), 1u);
  EXPECT_EQ(run["invocations"], json::parse(R"([{
    "executionSuccessful": false,
    "toolExecutionNotifications": [
      {"level": "warning", "message": {"text": "field 'a' is\nodd"}},
      {"level": "error", "message": {"text": "disk full"}}]}])"));
}

}  // namespace
}  // namespace jsonl::report

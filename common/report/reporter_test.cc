#include "common/report/reporter.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "common/io/sink.h"

namespace jsonl::report {
namespace {

// Reports `count` findings with the codes of kFindings in turn, and gives what was written.
const Finding kFindings[] = {
    {Code::kMissingField, "/task", "Missing 'task' field"},
    {Code::kInvalidJson, "", "Invalid JSON: column 3: expected a value, found '\"'"},
    {Code::kAmbiguousFormat, "", "Both task and text", Severity::kWarning},
};

std::string Reported(Style style, int count, uint64_t max_errors) {
  std::string out;
  std::unique_ptr<Reporter> reporter = NewReporter(style, io::ToString(&out), max_errors);
  for (int i = 0; i < count; ++i) {
    uint64_t line = static_cast<uint64_t>(i) + 1;
    reporter->Report({"data/in.jsonl", line, 100 * line, &kFindings[i % 3]});
  }
  EXPECT_TRUE(reporter->Finish().ok());
  return out;
}

TEST(ParseStyleTest, KnowsItsNames) {
  EXPECT_EQ(*ParseStyle("text"), Style::kText);
  EXPECT_EQ(*ParseStyle("jsonl"), Style::kJsonl);
  for (const char* name : {"", "Text", "json", "text "}) {
    EXPECT_EQ(ParseStyle(name).status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
  EXPECT_EQ(ParseStyle("xml").status().message(), "unknown report 'xml': it is text or jsonl");
}

TEST(TextReporterTest, SaysWhereAndWhatOneALine) {
  EXPECT_EQ(Reported(Style::kText, 3, 0),
            "data/in.jsonl:1: error: Missing 'task' field [missing-field]\n"
            "data/in.jsonl:2: error: Invalid JSON: column 3: expected a value, found '\"' "
            "[invalid-json]\n"
            "data/in.jsonl:3: warning: Both task and text [ambiguous-format]\n");
  EXPECT_EQ(Reported(Style::kText, 0, 20), "");
}

TEST(TextReporterTest, SaysHowManyItDidNotPrint) {
  const std::string first = Reported(Style::kText, 1, 0);
  EXPECT_EQ(Reported(Style::kText, 7, 1),
            first +
                "... and 6 more; --max-errors 0 prints all. By code: invalid-json 2, "
                "missing-field 3, ambiguous-format 2\n");
  // No more than allowed: nothing is left to say.
  EXPECT_EQ(Reported(Style::kText, 1, 1), first);
  EXPECT_EQ(Reported(Style::kText, 7, 7), Reported(Style::kText, 7, 0));
}

// Keys and file names are quoted in messages; a newline there broke the report's lines.
TEST(TextReporterTest, AFindingStaysOnItsLine) {
  std::string out;
  std::unique_ptr<Reporter> reporter = NewReporter(Style::kText, io::ToString(&out), 0);
  Finding finding = {Code::kDuplicateKey, "", "Duplicate key 'a\r\n\x1b[2J\x7f\té'"};
  reporter->Report({"in\n.jsonl", 1, 0, &finding});
  ASSERT_TRUE(reporter->Finish().ok());
  EXPECT_EQ(out,
            "in\\n.jsonl:1: error: Duplicate key 'a\\r\\n\\x1b[2J\\x7f\\té' [duplicate-key]\n");
}

TEST(JsonlReporterTest, GivesAnObjectAFinding) {
  EXPECT_EQ(
      Reported(Style::kJsonl, 3, 0),
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
  EXPECT_EQ(Reported(Style::kJsonl, 50, 20), Reported(Style::kJsonl, 50, 0));
}

TEST(JsonlReporterTest, EscapesWhatJsonDemands) {
  std::string out;
  std::unique_ptr<Reporter> reporter = NewReporter(Style::kJsonl, io::ToString(&out), 0);
  Finding finding = {Code::kDuplicateKey, "/a\nb", "Duplicate key 'a\n\"b\\'"};
  reporter->Report({"tab\there", 1, 0, &finding});
  ASSERT_TRUE(reporter->Finish().ok());
  EXPECT_EQ(out,
            R"({"file":"tab\there","line":1,"offset":0,"pointer":"/a\nb","code":"duplicate-key",)"
            R"("severity":"error","message":"Duplicate key 'a\n\"b\\'"})"
            "\n");
}

// Fails from the given write on.
class FullSink : public io::Sink {
 public:
  explicit FullSink(int good_writes) : good_writes_(good_writes) {}
  absl::Status Write(std::string_view) override {
    return good_writes_-- > 0 ? absl::OkStatus() : absl::ResourceExhaustedError("full");
  }
  absl::Status Flush() override { return absl::OkStatus(); }
  absl::Status Finish() override { return absl::OkStatus(); }

 private:
  int good_writes_;
};

TEST(ReporterTest, AFailedWriteComesOutAtFinish) {
  for (Style style : {Style::kText, Style::kJsonl}) {
    for (int good_writes : {0, 1, 2}) {
      std::unique_ptr<Reporter> reporter =
          NewReporter(style, std::make_unique<FullSink>(good_writes), 0);
      for (uint64_t line : {1u, 2u}) reporter->Report({"in", line, 0, &kFindings[0]});
      reporter->Flush();
      EXPECT_EQ(reporter->Finish().ok(), good_writes == 2);
    }
  }
}

}  // namespace
}  // namespace jsonl::report

#include "common/report/reporter.h"

#include <gtest/gtest.h>

#include <memory>
#include <string_view>

#include "common/io/sink.h"
#include "common/report/reported.h"

namespace jsonl::report {
namespace {

TEST(ParseStyleTest, KnowsItsNames) {
  EXPECT_EQ(*ParseStyle("text"), Style::kText);
  EXPECT_EQ(*ParseStyle("jsonl"), Style::kJsonl);
  EXPECT_EQ(*ParseStyle("github"), Style::kGithub);
  EXPECT_EQ(*ParseStyle("sarif"), Style::kSarif);
  for (const char* name : {"", "Text", "json", "text "}) {
    EXPECT_EQ(ParseStyle(name).status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
  EXPECT_EQ(ParseStyle("xml").status().message(),
            "unknown report 'xml': it is text, jsonl, github or sarif");
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
  for (Style style : {Style::kText, Style::kJsonl, Style::kGithub}) {
    for (int good_writes : {0, 1, 2}) {
      std::unique_ptr<Reporter> reporter =
          NewReporter(style, std::make_unique<FullSink>(good_writes));
      for (uint64_t line : {1u, 2u}) reporter->Report({"in", line, 0, SomeFindings().data()});
      reporter->Flush();
      EXPECT_EQ(reporter->Finish().ok(), good_writes == 2);
    }
  }
}

}  // namespace
}  // namespace jsonl::report

// What reporters write: for tests.

#ifndef JSONL_COMMON_REPORT_REPORTED_H_
#define JSONL_COMMON_REPORT_REPORTED_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/sink.h"
#include "common/report/reporter.h"

namespace jsonl::report {

// Findings of several kinds.
inline const std::vector<Finding>& SomeFindings() {
  static const auto& findings = *new std::vector<Finding>{
      {Code::kMissingField, "/task", "Missing 'task' field"},
      {Code::kInvalidJson,
       "",
       "Invalid JSON: column 3: expected a value, found '\"'",
       Severity::kError,
       {.column = 3, .byte = 2}},
      {Code::kAmbiguousFormat, "", "Both task and text", Severity::kWarning},
  };
  return findings;
}

// What a reporter writes of one finding.
inline std::string ReportedOne(Style style, std::string_view file, const Finding& finding,
                               const ReporterOptions& options = {}) {
  std::string out;
  std::unique_ptr<Reporter> reporter = NewReporter(style, io::ToString(&out), options);
  reporter->Report({file, 1, 0, &finding});
  EXPECT_TRUE(reporter->Finish().ok());
  return out;
}

// What it writes of `count` findings, which are those of SomeFindings() in turn.
inline std::string Reported(Style style, int count, const ReporterOptions& options = {}) {
  std::string out;
  std::unique_ptr<Reporter> reporter = NewReporter(style, io::ToString(&out), options);
  for (int i = 0; i < count; ++i) {
    const uint64_t line = static_cast<uint64_t>(i) + 1;
    reporter->Report({"data/in.jsonl", line, 100 * line, &SomeFindings()[i % 3]});
  }
  EXPECT_TRUE(reporter->Finish().ok());
  return out;
}

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_REPORTED_H_

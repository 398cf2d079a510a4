// Reporters: diagnostics as text for people, as JSON lines for programs.

#ifndef JSONL_COMMON_REPORT_REPORTER_H_
#define JSONL_COMMON_REPORT_REPORTER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/sink.h"
#include "common/report/diagnostic.h"

namespace jsonl::report {

// Used by one thread at a time. Failed writes come out at Finish.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void Report(const Diagnostic& diagnostic) = 0;
  // What was reported so far reaches its reader.
  virtual void Flush() {}
  virtual absl::Status Finish() { return absl::OkStatus(); }
};

enum class Style { kText, kJsonl };
absl::StatusOr<Style> ParseStyle(std::string_view name);

// kText: "FILE:LINE: error: MESSAGE [code]", of which at most `max_errors` (0: all) are printed;
//        at the end, how many were not. Control characters are shown as escapes.
// kJsonl: one object a line: file, line, offset, pointer, code, severity, message; all of them.
std::unique_ptr<Reporter> NewReporter(Style style, std::unique_ptr<io::Sink> sink,
                                      uint64_t max_errors);

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_REPORTER_H_

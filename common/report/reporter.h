// Reporters: diagnostics as text for people, and in the forms that programs read.

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

// Used by one thread at a time. Failed writes come out at Finish. Memory does not grow with what is
// reported.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void Report(const Diagnostic& diagnostic) = 0;
  // What was reported so far reaches its reader.
  virtual void Flush() {}
  // What is to be said about the run, not about a record. Only kSarif has a place for it, and keeps
  // it until Finish.
  virtual void Notify(Severity severity, std::string_view message) {
    (void)severity, (void)message;
  }
  // Before Finish: the run ended before all was looked at.
  virtual void EndedEarly() {}
  virtual absl::Status Finish() { return absl::OkStatus(); }
};

enum class Style { kText, kJsonl, kGithub, kSarif };
absl::StatusOr<Style> ParseStyle(std::string_view name);

struct ReporterOptions {
  // Of kText and kGithub: how many are printed at most, 0 for all. What was not printed is counted
  // by code at the end.
  uint64_t max_errors = 0;
  // kText: counts by code at the end also where all are printed, if there are several codes.
  bool totals = false;
  // kText: severities and codes in colour, for a terminal.
  bool color = false;
  // kSarif: who reports.
  std::string tool = "jsonl-tools";
  std::string version = "";
};

// kText: "FILE:LINE: error: MESSAGE [code]". Control characters are shown as escapes.
// kJsonl: one object a line: file, line, offset, pointer, code, severity, message.
// kGithub: workflow commands, "::error file=FILE,line=LINE,title=CODE::MESSAGE", which GitHub
//     Actions shows beside the lines of a change.
// kSarif: one document by SARIF 2.1.0 (OASIS), which is valid when nothing was found, too.
std::unique_ptr<Reporter> NewReporter(Style style, std::unique_ptr<io::Sink> sink,
                                      const ReporterOptions& options = {});

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_REPORTER_H_

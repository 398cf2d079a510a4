// Findings as one SARIF 2.1.0 document (Static Analysis Results Interchange Format, OASIS), which
// is written as they come.

#ifndef JSONL_COMMON_REPORT_SARIF_REPORTER_H_
#define JSONL_COMMON_REPORT_SARIF_REPORTER_H_

#include <memory>
#include <string>

#include "common/report/reporter.h"
#include "common/report/sink_reporter.h"

namespace jsonl::report {

// Each code is a rule. Regions have the line, the column where it is known, and the offset in bytes
// of what was found, or else of the record; a pointer into the record is the logical location.
class SarifReporter : public SinkReporter {
 public:
  SarifReporter(std::unique_ptr<io::Sink> sink, const ReporterOptions& options);
  void Report(const Diagnostic& diagnostic) override;
  void Notify(Severity severity, std::string_view message) override;
  void EndedEarly() override { successful_ = false; }
  absl::Status Finish() override;

 private:
  std::string text_;
  std::string notifications_;
  bool first_ = true;
  bool successful_ = true;
};

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_SARIF_REPORTER_H_

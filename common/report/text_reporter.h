// Findings as lines for people.

#ifndef JSONL_COMMON_REPORT_TEXT_REPORTER_H_
#define JSONL_COMMON_REPORT_TEXT_REPORTER_H_

#include <memory>
#include <string>

#include "common/report/reporter.h"
#include "common/report/sink_reporter.h"
#include "common/report/totals.h"

namespace jsonl::report {

class TextReporter : public SinkReporter {
 public:
  TextReporter(std::unique_ptr<io::Sink> sink, const ReporterOptions& options);
  void Report(const Diagnostic& diagnostic) override;
  absl::Status Finish() override;

 private:
  Totals totals_;
  bool always_totals_;
  bool color_;
};

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_TEXT_REPORTER_H_

// Findings as workflow commands of GitHub Actions, which become annotations.

#ifndef JSONL_COMMON_REPORT_GITHUB_REPORTER_H_
#define JSONL_COMMON_REPORT_GITHUB_REPORTER_H_

#include <memory>

#include "common/report/reporter.h"
#include "common/report/sink_reporter.h"
#include "common/report/totals.h"

namespace jsonl::report {

class GithubReporter : public SinkReporter {
 public:
  GithubReporter(std::unique_ptr<io::Sink> sink, const ReporterOptions& options);
  void Report(const Diagnostic& diagnostic) override;
  absl::Status Finish() override;

 private:
  Totals totals_;
};

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_GITHUB_REPORTER_H_

// Findings as JSON lines.

#ifndef JSONL_COMMON_REPORT_JSONL_REPORTER_H_
#define JSONL_COMMON_REPORT_JSONL_REPORTER_H_

#include <string>

#include "common/report/sink_reporter.h"

namespace jsonl::report {

class JsonlReporter : public SinkReporter {
 public:
  using SinkReporter::SinkReporter;
  void Report(const Diagnostic& diagnostic) override;

 private:
  std::string line_;
};

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_JSONL_REPORTER_H_

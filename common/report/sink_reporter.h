// What reporters that write to a sink have in common.

#ifndef JSONL_COMMON_REPORT_SINK_REPORTER_H_
#define JSONL_COMMON_REPORT_SINK_REPORTER_H_

#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "common/io/sink.h"
#include "common/report/reporter.h"

namespace jsonl::report {

// Keeps the first error of the sink for Finish.
class SinkReporter : public Reporter {
 public:
  explicit SinkReporter(std::unique_ptr<io::Sink> sink) : sink_(std::move(sink)) {}
  void Flush() override { status_.Update(sink_->Flush()); }
  absl::Status Finish() override {
    status_.Update(io::Close(*sink_));
    return status_;
  }

 protected:
  void Write(std::string_view text) { status_.Update(sink_->Write(text)); }

 private:
  std::unique_ptr<io::Sink> sink_;
  absl::Status status_;
};

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_SINK_REPORTER_H_

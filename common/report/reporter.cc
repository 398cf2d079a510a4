#include "common/report/reporter.h"

#include <array>
#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::report {
namespace {

std::string_view SeverityName(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

class SinkReporter : public Reporter {
 public:
  explicit SinkReporter(std::unique_ptr<io::Sink> sink) : sink_(std::move(sink)) {}
  void Flush() override { status_.Update(sink_->Flush()); }
  absl::Status Finish() override {
    status_.Update(io::Close(*sink_));
    return status_;
  }

 protected:
  void Write(std::string_view line) { status_.Update(sink_->Write(line)); }

 private:
  std::unique_ptr<io::Sink> sink_;
  absl::Status status_;
};

class TextReporter : public SinkReporter {
 public:
  TextReporter(std::unique_ptr<io::Sink> sink, uint64_t max_errors)
      : SinkReporter(std::move(sink)), max_errors_(max_errors) {}

  void Report(const Diagnostic& diagnostic) override {
    const Finding& finding = *diagnostic.finding;
    ++counts_[static_cast<size_t>(finding.code)];
    if (++seen_ > max_errors_ && max_errors_ > 0) return;
    Write(text::Cat(text::Visible(diagnostic.file), ":", diagnostic.line, ": ",
                    SeverityName(finding.severity), ": ", text::Visible(finding.message), " [",
                    CodeName(finding.code), "]\n"));
  }

  absl::Status Finish() override {
    if (max_errors_ > 0 && seen_ > max_errors_) {
      std::string line =
          text::Cat("... and ", seen_ - max_errors_, " more; --max-errors 0 prints all. By code:");
      for (size_t i = 0; i < kCodeCount; ++i) {
        if (counts_[i] == 0) continue;
        text::Append(&line, line.back() == ':' ? " " : ", ", CodeName(static_cast<Code>(i)), " ",
                     counts_[i]);
      }
      Write(line + "\n");
    }
    return SinkReporter::Finish();
  }

 private:
  uint64_t max_errors_;
  uint64_t seen_ = 0;
  std::array<uint64_t, kCodeCount> counts_ = {};
};

class JsonlReporter : public SinkReporter {
 public:
  using SinkReporter::SinkReporter;
  void Report(const Diagnostic& diagnostic) override {
    const Finding& finding = *diagnostic.finding;
    line_ = "{\"file\":";
    json::AppendString(text::ToValidUtf8(diagnostic.file), &line_);
    text::Append(&line_, ",\"line\":", diagnostic.line, ",\"offset\":", diagnostic.offset,
                 ",\"pointer\":");
    json::AppendString(finding.pointer, &line_);
    text::Append(&line_, ",\"code\":\"", CodeName(finding.code), "\",\"severity\":\"",
                 SeverityName(finding.severity), "\",\"message\":");
    json::AppendString(finding.message, &line_);
    line_ += "}\n";
    Write(line_);
  }

 private:
  std::string line_;
};

}  // namespace

absl::StatusOr<Style> ParseStyle(std::string_view name) {
  if (name == "text") return Style::kText;
  if (name == "jsonl") return Style::kJsonl;
  return absl::InvalidArgumentError(text::Cat("unknown report '", name, "': it is text or jsonl"));
}

std::unique_ptr<Reporter> NewReporter(Style style, std::unique_ptr<io::Sink> sink,
                                      uint64_t max_errors) {
  if (style == Style::kText) return std::make_unique<TextReporter>(std::move(sink), max_errors);
  return std::make_unique<JsonlReporter>(std::move(sink));
}

}  // namespace jsonl::report

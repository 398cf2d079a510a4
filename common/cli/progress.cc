#include "common/cli/progress.h"

#include <unistd.h>

#include <utility>

#include "absl/strings/str_format.h"

namespace jsonl::cli {
namespace {

constexpr double kLeastForRate = 0.05;  // seconds

void WriteError(const std::string& text) {
  // Nothing can be done about a standard error that does not take it.
  if (write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

class SinkAboveProgress : public io::Sink {
 public:
  SinkAboveProgress(std::unique_ptr<io::Sink> sink, Progress* progress)
      : sink_(std::move(sink)), progress_(progress) {}

  absl::Status Write(std::string_view bytes) override {
    written_ = true;
    progress_->Clear();
    return sink_->Write(bytes);
  }
  absl::Status Flush() override {
    if (std::exchange(written_, false)) progress_->Clear();
    return sink_->Flush();
  }
  bool IsHidden() const override { return sink_->IsHidden(); }
  absl::Status Finish() override {
    progress_->Clear();
    return sink_->Finish();
  }
  absl::Status Publish() override { return sink_->Publish(); }

 private:
  std::unique_ptr<io::Sink> sink_;
  Progress* progress_;
  bool written_ = false;  // since the last Flush
};

}  // namespace

Progress::Progress(std::string tool, bool at_once)
    : tool_(std::move(tool)),
      start_(Clock::now()),
      next_(start_ + std::chrono::seconds(at_once ? 0 : 1)) {}

void Progress::Update(std::string_view what, uint64_t done, std::optional<uint64_t> total) {
  Clock::time_point now = Clock::now();
  if (what != what_) {
    if (!what_.empty()) start_ = now;
    what_ = what;
  }
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  double seconds = std::chrono::duration<double>(now - start_).count();
  double mib = static_cast<double>(done) / (1 << 20);
  // Of a moment, neither rate nor time left can be told.
  const bool has_rate = seconds >= kLeastForRate;
  std::string line = absl::StrFormat("\r%s: %s %.1f MiB", tool_, what_, mib);
  if (has_rate) absl::StrAppendFormat(&line, ", %.1f MiB/s", mib / seconds);
  if (total.has_value() && done <= *total && done > 0) {
    double share = static_cast<double>(done) / static_cast<double>(*total);
    absl::StrAppendFormat(&line, ", %.0f %%", 100 * share);
    if (has_rate) absl::StrAppendFormat(&line, ", %.0f s left", seconds / share - seconds);
  }
  WriteError(line + "\x1b[K");
  shown_ = true;
}

void Progress::Clear() {
  if (std::exchange(shown_, false)) WriteError("\r\x1b[K");
}

std::unique_ptr<io::Sink> AboveProgress(std::unique_ptr<io::Sink> sink, Progress* progress) {
  return std::make_unique<SinkAboveProgress>(std::move(sink), progress);
}

}  // namespace jsonl::cli

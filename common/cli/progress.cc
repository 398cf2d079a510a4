#include "common/cli/progress.h"

#include <unistd.h>

#include <utility>

#include "absl/strings/str_format.h"

namespace jsonl::cli {
namespace {

void WriteError(const std::string& text) {
  // Nothing can be done about a standard error that does not take it.
  if (write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

}  // namespace

Progress::Progress(std::string tool, std::optional<uint64_t> total, bool at_once)
    : tool_(std::move(tool)),
      total_(total),
      start_(Clock::now()),
      next_(start_ + std::chrono::seconds(at_once ? 0 : 1)) {}

void Progress::Update(uint64_t done) {
  Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  double seconds = std::chrono::duration<double>(now - start_).count();
  double mib = static_cast<double>(done) / (1 << 20);
  double rate = seconds > 0 ? mib / seconds : 0;
  std::string line = absl::StrFormat("\r%s: %.1f MiB, %.1f MiB/s", tool_, mib, rate);
  if (total_.has_value() && *total_ > 0 && done <= *total_ && done > 0) {
    double share = static_cast<double>(done) / static_cast<double>(*total_);
    absl::StrAppendFormat(&line, ", %.0f %%, %.0f s left", 100 * share, seconds / share - seconds);
  }
  WriteError(line + "\x1b[K");
  shown_ = true;
}

void Progress::Clear() {
  if (std::exchange(shown_, false)) WriteError("\r\x1b[K");
}

}  // namespace jsonl::cli

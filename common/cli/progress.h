// The progress line on standard error.

#ifndef JSONL_COMMON_CLI_PROGRESS_H_
#define JSONL_COMMON_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/io/sink.h"

namespace jsonl::cli {

// What is done, bytes, rate, and, when the total is known, the share done and the time left. The
// line is rewritten in place, at most ten times a second, and only once a second has passed.
class Progress {
 public:
  Progress(std::string tool, bool at_once);
  ~Progress() { Clear(); }

  // `what` is done with bytes, such as "read", starts the rate anew where it changes.
  void Update(std::string_view what, uint64_t done, std::optional<uint64_t> total);
  // Removes the line, so that something else can be printed.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::string tool_;
  std::string what_;
  Clock::time_point start_;
  Clock::time_point next_;
  bool shown_ = false;
};

// A sink to the terminal of `progress`, which outlives it: the line makes way for what is written.
std::unique_ptr<io::Sink> AboveProgress(std::unique_ptr<io::Sink> sink, Progress* progress);

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_PROGRESS_H_

// The progress line on standard error.

#ifndef JSONL_COMMON_CLI_PROGRESS_H_
#define JSONL_COMMON_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace jsonl::cli {

// Bytes done, rate, and, when the total is known, the share done and the time left. The line is
// rewritten in place, at most ten times a second, and only once a second has passed.
class Progress {
 public:
  Progress(std::string tool, std::optional<uint64_t> total, bool at_once);
  ~Progress() { Clear(); }

  void Update(uint64_t done);
  // Removes the line, so that something else can be printed.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::string tool_;
  std::optional<uint64_t> total_;
  Clock::time_point start_;
  Clock::time_point next_;
  bool shown_ = false;
};

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_PROGRESS_H_

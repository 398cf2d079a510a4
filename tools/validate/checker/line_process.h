// A program that answers lines with lines.

#ifndef JSONL_TOOLS_VALIDATE_CHECKER_LINE_PROCESS_H_
#define JSONL_TOOLS_VALIDATE_CHECKER_LINE_PROCESS_H_

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/interrupt.h"

namespace jsonl {

// Runs `sh -c COMMAND`, whose standard error is ours. It is to answer each line as soon as it has
// read it; Python programs do so by themselves (PYTHONUNBUFFERED is set). It leads a process group
// of its own, which is killed when it ends or this program is interrupted (SIGINT, SIGTERM,
// SIGHUP). The process alone is killed when the thread that started it ends. SIGPIPE must be
// ignored. Errors do not name the command.
class LineProcess {
 public:
  static constexpr size_t kMaxAnswer = 1 << 20;  // bytes
  static constexpr int kPatience = 120;          // seconds
  static constexpr size_t kPadding = 64;         // readable bytes after answers()

  // UNAVAILABLE when the system has no more processes or descriptors.
  static absl::StatusOr<std::unique_ptr<LineProcess>> Start(const std::string& command);
  ~LineProcess();  // kills it, if it was not finished
  LineProcess(const LineProcess&) = delete;
  LineProcess& operator=(const LineProcess&) = delete;

  // Writes lines, each with its '\n', while reading the answers to them, one a line, into
  // answers(). FAILED_PRECONDITION when it ends before it has answered them all, or answers more
  // than it was asked or at too great length, or has all lines and is silent for kPatience.
  absl::Status Ask(std::string_view lines);
  // The answers to the last call, each with its '\n'.
  std::string_view answers() const { return {buffer_.data(), answered_}; }

  // Closes its input and waits until it ends. FAILED_PRECONDITION when it says more, or does not
  // exit with 0.
  absl::Status Finish();

 private:
  LineProcess(pid_t pid, int to, int from);

  absl::StatusOr<size_t> Read();  // 0 at the end
  absl::Status Write(std::string_view* rest);
  absl::Status TooMuch() const;
  bool HasEnded() const;
  std::string Ending();  // how it ended: "exited with status 3"

  pid_t pid_;          // -1 when it has ended
  const pid_t group_;  // of it and all that it started
  io::AtInterrupt at_interrupt_;
  int to_;               // its standard input; -1 when closed
  int from_;             // its standard output
  std::string buffer_;   // answers, and kPadding
  size_t filled_ = 0;    // bytes read
  size_t answered_ = 0;  // bytes of whole answers that were asked for
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_CHECKER_LINE_PROCESS_H_

// A check that another program makes.

#ifndef JSONL_TOOLS_VALIDATE_CHECKER_CHECKER_H_
#define JSONL_TOOLS_VALIDATE_CHECKER_CHECKER_H_

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/json/parser.h"
#include "common/pipeline/batch.h"
#include "tools/validate/checker/line_process.h"

namespace jsonl {

// What the checkers of all threads share.
struct CheckerCommand {
  std::string command;  // for sh

  std::mutex mutex;
  absl::Status status;  // the first error of a process that failed when it was to end
};

// One a thread, each with a process of its own, which starts with the first record and is asked
// for one batch after another. It gets records as lines and answers each with a line of JSON:
// {"ok": true}, or {"ok": false, "message": "..."}; other members are let pass.
class Checker {
 public:
  explicit Checker(CheckerCommand* command) : command_(*command) {}
  ~Checker();  // ends the process, and tells the command when it ends badly
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // Adds a record to the next question; `line` is its index in Batch::lines. Its line ends, which
  // are white space of it, become spaces.
  void Add(std::string_view record, size_t line);
  // Asks about the records added, and adds a finding for each that does not pass, and rejects it.
  // The error names the command and what it said.
  absl::Status Check(pipeline::Batch* batch);

 private:
  // Whether the answer is that the record passes; its message otherwise.
  absl::StatusOr<bool> Read(std::string_view answer, std::string* message);
  absl::Status Error(absl::StatusCode code, std::string_view what) const;

  CheckerCommand& command_;
  std::unique_ptr<LineProcess> process_;
  std::string question_;
  std::vector<size_t> lines_;
  json::Parser parser_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_CHECKER_CHECKER_H_

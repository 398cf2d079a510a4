// What surrounds the work of every tool: opening inputs and outputs, telling, closing, accounting.

#ifndef JSONL_COMMON_CLI_RUN_H_
#define JSONL_COMMON_CLI_RUN_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/pipeline/session.h"

namespace jsonl::cli {

inline constexpr int kDone = 0;    // also when the reader of our output has gone
inline constexpr int kWrong = 1;   // done, and records were found wrong without leave
inline constexpr int kFailed = 2;  // bad usage, unreadable input, failed write

// How a tool's use of the common options differs.
struct Conduct {
  bool output = true;       // has -o/--output and writes records to it
  bool never_stop = false;  // malformed lines are findings like any other, and are reported all
  // Reads JSONL alone, and finds nothing wrong but lines that are no records, which stop it.
  bool only_lines = false;
  bool temp_files = false;  // uses --temp-dir
  std::string memory = {};  // what --memory is for; empty if it is not heeded
  // With it in the name that -o gives, the tool opens outputs by that pattern (Session).
  std::string_view placeholder = {};
  const bool* only_check = nullptr;  // set to true by an option: no records are written
  const bool* no_input = nullptr;    // the same: none are read
};

// The options that all tools have.
struct RunOptions {
  std::string tool;
  Conduct conduct;

  std::vector<std::string> files;
  std::string output = "-";
  std::string rejects;
  std::string report = "text";
  std::string report_file;
  std::string summary;
  std::string progress = "auto";
  uint64_t max_errors = 20;
  uint64_t threads = 0;  // 0: all processors
  uint64_t memory = 0;   // 0: half of what there is
  uint64_t max_line = 64 << 20;
  uint64_t block_size = io::BlockSource::kDefaultBlockSize;
  std::string temp_dir;
  bool quiet = false;
};

using Work = std::function<absl::StatusOr<int>(pipeline::Session&)>;

// Opens what the options name, calls work(session), which returns kDone or kWrong, closes the
// outputs and prints the account. Returns the exit code, or what could not be done.
absl::StatusOr<int> RunSession(const RunOptions& options, const Work& work);

// To standard error, as it is.
void PrintError(std::string_view text);

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_RUN_H_

// One run of a tool over bytes in memory.

#ifndef JSONL_COMMON_TESTING_TOOL_RUN_H_
#define JSONL_COMMON_TESTING_TOOL_RUN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/pipeline/account.h"
#include "common/pipeline/session.h"

namespace jsonl::test {

// How the session is set up.
struct ToolSetup {
  bool rejects = false;     // malformed lines are set aside
  bool never_stop = false;  // or are findings like any other
  int threads = 1;
  size_t block_size = io::BlockSource::kDefaultBlockSize;
  uint64_t memory = uint64_t{4} << 30;
  size_t max_line = 64 << 20;
};

// What came of it.
struct ToolRun {
  absl::StatusOr<int> code = 0;
  bool stopped = false;
  std::string output;
  std::string rejects;
  std::string findings;           // as text
  std::vector<std::string> told;  // to people
  pipeline::Account account;
};

// Calls run(session) with the inputs, which are called 1.jsonl, 2.jsonl and so on. Expects, of a
// run that neither fails nor stops, that its account comes out even.
ToolRun RunTool(const std::vector<std::string_view>& inputs, const ToolSetup& setup,
                const std::function<absl::StatusOr<int>(pipeline::Session&)>& run);

// The lines of a text, without their ends. Expects the last one to have one.
std::vector<std::string> LinesOf(std::string_view text);

}  // namespace jsonl::test

#endif  // JSONL_COMMON_TESTING_TOOL_RUN_H_

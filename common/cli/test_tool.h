// A tool to try command lines with.

#ifndef JSONL_COMMON_CLI_TEST_TOOL_H_
#define JSONL_COMMON_CLI_TEST_TOOL_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/cli/command_line.h"

namespace jsonl::cli {

struct TestOptions {
  bool flag = false;
  std::string text = "default";
  std::optional<std::string> maybe;
  std::vector<std::string> list;
  uint64_t number = 7;
  std::optional<uint64_t> maybe_number;
  uint64_t size = 64;
};

struct Outcome {
  int code = -1;
  std::string out;
  std::string error;
};

// Copies lines and counts each as a record written.
absl::StatusOr<int> CopyLines(pipeline::Session& session);

// Calls the tool in this process; `input` comes from its standard input, a pipe.
Outcome Call(const std::vector<std::string>& arguments, std::string_view input = "",
             const std::function<absl::StatusOr<int>(pipeline::Session&)>& run = CopyLines,
             Conduct conduct = {}, TestOptions* options = nullptr);

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_TEST_TOOL_H_

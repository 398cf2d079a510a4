// The command line of a tool: its own options, the ones all tools have, help, and exit codes.

#ifndef JSONL_COMMON_CLI_COMMAND_LINE_H_
#define JSONL_COMMON_CLI_COMMAND_LINE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/cli/run.h"

namespace jsonl::cli {

class CommandLine {
 public:
  // `name` as it is called; `does` one sentence; `example` a command and what it is for.
  CommandLine(std::string name, std::string does, std::string example, Conduct conduct = {});
  ~CommandLine();

  // Options of this tool, listed in the group named last. `names` is "-k,--key", `value` the word
  // for the value in the help. Values already there are the defaults.
  void Group(std::string title);
  void Flag(const std::string& names, bool* to, const std::string& help);
  void Option(const std::string& names, const std::string& value, std::string* to,
              const std::string& help);
  void Option(const std::string& names, const std::string& value, std::optional<std::string>* to,
              const std::string& help);
  void Option(const std::string& names, const std::string& value, std::vector<std::string>* to,
              const std::string& help);
  void Option(const std::string& names, const std::string& value, uint64_t* to,
              const std::string& help);
  void Option(const std::string& names, const std::string& value, std::optional<uint64_t>* to,
              const std::string& help);
  // An option that ends the run without input, as --version does: prints what `text` gives, which
  // ends in a newline, and returns kDone.
  void Print(const std::string& names, std::function<std::string()> text, const std::string& help);
  // The same with a value; the error of `text` is bad usage.
  void Print(const std::string& names, const std::string& value,
             std::function<absl::StatusOr<std::string>(std::string_view)> text,
             const std::string& help);
  // Bytes: a number with KiB, MiB, GiB (or K, M, G, the same).
  void SizeOption(const std::string& names, uint64_t* to, const std::string& help);
  void SizeOption(const std::string& names, std::optional<uint64_t>* to, const std::string& help);

  // Parses, runs, closes outputs, prints the account and returns the exit code. `work` returns
  // kDone or kWrong.
  int Run(int argc, char** argv, const Work& work);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// "64MiB" in bytes; INVALID_ARGUMENT.
absl::StatusOr<uint64_t> ParseSize(std::string_view text);

// A whole number: decimal digits and nothing else.
absl::StatusOr<uint64_t> ParseNumber(std::string_view text);

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_COMMAND_LINE_H_

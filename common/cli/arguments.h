// The words of a command line, as CLI11 wants them.

#ifndef JSONL_COMMON_CLI_ARGUMENTS_H_
#define JSONL_COMMON_CLI_ARGUMENTS_H_

#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace jsonl::cli {

// The arguments, the last first. By itself CLI11 would take any value for a flag, and for the value
// of "--option=" what comes next, such as an input. Throws CLI::ValidationError, which CLI11's
// parse does as well, where a flag has a value.
std::vector<std::string> Arguments(const CLI::App& app, int argc, char** argv);

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_ARGUMENTS_H_

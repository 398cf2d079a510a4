// Words of --help.

#ifndef JSONL_COMMON_CLI_HELP_TEXT_H_
#define JSONL_COMMON_CLI_HELP_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "common/cli/run.h"

namespace jsonl::cli {

inline constexpr size_t kHelpColumn = 30;  // where the texts of options start

// Breaks the text of an option into lines that stand beside the options on a terminal of 80
// columns.
std::string Wrapped(std::string_view help);

// What the exit statuses of a tool mean.
std::string ExitStatus(const Conduct& conduct);

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_HELP_TEXT_H_

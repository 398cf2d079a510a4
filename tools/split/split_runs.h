// Runs of jsonl-split for tests.

#ifndef JSONL_TOOLS_SPLIT_SPLIT_RUNS_H_
#define JSONL_TOOLS_SPLIT_SPLIT_RUNS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/tool_run.h"
#include "tools/split/split.h"

namespace jsonl::test {

// A run, and the files that it wrote, by name.
struct SplitRun {
  ToolRun run;
  std::map<std::string, std::string> files;
};

// options.output is the name within a directory of its own.
SplitRun Split(std::string_view input, SplitOptions options, const ToolSetup& setup = {});

// All lines of all files, sorted.
std::vector<std::string> SortedLines(const SplitRun& split);

// By line, the file that it is in. Lines that are the same are expected in one file.
std::map<std::string, std::string> FileOfLine(const SplitRun& split);

// The lines in the opposite order.
std::string Reversed(std::string_view input);

// Whether the lines of the output are some of those of the input, in its order.
bool IsInOrder(std::string_view input, std::string_view output);

}  // namespace jsonl::test

#endif  // JSONL_TOOLS_SPLIT_SPLIT_RUNS_H_

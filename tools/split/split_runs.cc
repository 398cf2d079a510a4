#include "tools/split/split_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "common/testing/scratch_dir.h"

namespace jsonl::test {

SplitRun Split(std::string_view input, SplitOptions options, const ToolSetup& setup) {
  ScratchDir directory;
  if (!options.output.empty()) options.output = directory.Path(options.output);
  SplitRun split;
  split.run = RunTool({input}, setup,
                      [&](pipeline::Session& session) { return RunSplit(options, session); });
  for (const std::string& name : directory.List()) {
    split.files[name] = ReadFile(directory.Path(name));
  }
  return split;
}

std::vector<std::string> SortedLines(const SplitRun& split) {
  std::vector<std::string> lines;
  for (const auto& [name, text] : split.files) {
    for (std::string& line : LinesOf(text)) lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::map<std::string, std::string> FileOfLine(const SplitRun& split) {
  std::map<std::string, std::string> files;
  for (const auto& [name, text] : split.files) {
    for (std::string& line : LinesOf(text)) {
      auto [at, is_new] = files.try_emplace(std::move(line), name);
      EXPECT_EQ(at->second, name) << at->first;
    }
  }
  return files;
}

std::string Reversed(std::string_view input) {
  std::vector<std::string> lines = LinesOf(input);
  std::string out;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) out += *line + "\n";
  return out;
}

bool IsInOrder(std::string_view input, std::string_view output) {
  std::vector<std::string> all = LinesOf(input);
  auto at = all.begin();
  for (const std::string& line : LinesOf(output)) {
    at = std::find(at, all.end(), line);
    if (at++ == all.end()) return false;
  }
  return true;
}

}  // namespace jsonl::test

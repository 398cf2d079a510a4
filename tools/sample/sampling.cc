#include "tools/sample/sampling.h"

#include <algorithm>
#include <utility>

#include "common/text/strings.h"

namespace jsonl {

using test::LinesOf;

test::ToolRun Sample(std::string_view input, const SampleOptions& options,
                     const test::ToolSetup& setup) {
  return test::RunTool({input}, setup,
                       [&](pipeline::Session& session) { return RunSample(options, session); });
}

SampleOptions Count(uint64_t count) {
  SampleOptions options;
  options.count = count;
  return options;
}

SampleOptions Rate(std::string_view rate) {
  SampleOptions options;
  options.rate = rate;
  return options;
}

SampleOptions By(std::string_view field, std::string_view rates, std::string_view counts) {
  SampleOptions options;
  options.by = field;
  if (!rates.empty()) options.rates = rates;
  if (!counts.empty()) options.counts = counts;
  return options;
}

SampleOptions Mixed(uint64_t total, std::string_view shares) {
  SampleOptions options = By("group", "", "");
  options.total = total;
  options.shares = shares;
  return options;
}

std::string Records(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) {
    text::Append(&input, "{\"id\":", i, ",\"group\":\"",
                 i < n / 2       ? "a"
                 : i < n * 5 / 6 ? "b"
                                 : "c",
                 "\"}\n");
  }
  return input;
}

std::string Weighted(int n) {
  std::string input;
  for (int i = 0; i < n; ++i) {
    text::Append(&input, "{\"w\":", i % 4, ",\"id\":", i, ",\"group\":\"", i % 2 ? "a" : "b",
                 "\"}\n");
  }
  return input;
}

std::map<std::string, int> Occurrences(std::string_view text) {
  std::map<std::string, int> times;
  for (std::string& line : LinesOf(text)) ++times[std::move(line)];
  return times;
}

bool KeepsOrder(std::string_view input, std::string_view output) {
  std::vector<std::string> all = LinesOf(input);
  auto at = all.begin();
  for (const std::string& line : LinesOf(output)) {
    at = std::find(at, all.end(), line);
    if (at == all.end()) return false;
  }
  return true;
}

std::vector<size_t> LinesByGroup(std::string_view output) {
  std::vector<size_t> lines(3);
  for (const std::string& line : LinesOf(output)) {
    ++lines[static_cast<size_t>(line[line.size() - 3] - 'a')];
  }
  return lines;
}

}  // namespace jsonl

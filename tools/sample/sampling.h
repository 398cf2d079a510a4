// What tests of jsonl-sample share.

#ifndef JSONL_TOOLS_SAMPLE_SAMPLING_H_
#define JSONL_TOOLS_SAMPLE_SAMPLING_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/tool_run.h"
#include "tools/sample/sample.h"

namespace jsonl {

// What comes of running it.
test::ToolRun Sample(std::string_view input, const SampleOptions& options,
                     const test::ToolSetup& setup = {});

SampleOptions Count(uint64_t count);
SampleOptions Rate(std::string_view rate);
SampleOptions By(std::string_view field, std::string_view rates, std::string_view counts);
SampleOptions Mixed(uint64_t total, std::string_view shares);  // by "group"

// n different records; `group` is a for the first half of them, then b for a third, else c.
std::string Records(int n);

// Weights 0, 1, 2, 3, 0, 1 and so on.
std::string Weighted(int n);

// How often each line occurs.
std::map<std::string, int> Occurrences(std::string_view text);

// Whether the lines are some of those of the input, in its order; a line may come several times in
// a row.
bool KeepsOrder(std::string_view input, std::string_view output);

// How many lines there are of a, b and c.
std::vector<size_t> LinesByGroup(std::string_view output);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_SAMPLING_H_

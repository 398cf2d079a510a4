// How the text reports lay out names, counts and bars.

#ifndef JSONL_TOOLS_STATS_TEXT_LAYOUT_H_
#define JSONL_TOOLS_STATS_TEXT_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tools/stats/distinct_counter.h"

namespace jsonl::stats {

// A name on one line, and not a long one.
std::string ShownName(std::string_view name);
// The same, followed by spaces up to the column.
std::string PaddedName(std::string_view name, size_t column);

// "  NAME: COUNT (SHARE%)".
void AppendShare(std::string_view name, size_t column, uint64_t count, uint64_t total,
                 std::string* out);

// How many there are; an estimate follows a tilde.
std::string ShownDistinct(const DistinctCounter& counter);

// A bar of `columns` columns for the greatest count, in eighths of them, or in '#'. What is not
// nothing has some.
std::string Bar(uint64_t count, uint64_t greatest, size_t columns, bool unicode);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_TEXT_LAYOUT_H_

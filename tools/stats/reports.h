// The statistics as text for people and as JSON for programs. Neither names an input or a time:
// equal records give equal bytes, in whatever order they came.

#ifndef JSONL_TOOLS_STATS_REPORTS_H_
#define JSONL_TOOLS_STATS_REPORTS_H_

#include <string>
#include <string_view>

#include "tools/stats/tally.h"

namespace jsonl::stats {

// Groups with most records first, then by name.
std::string TextReport(const Tally& tally, std::string_view by);

// Groups by name, in the order of their bytes. The keys are listed in the README.
std::string JsonReport(const Tally& tally, std::string_view by);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_REPORTS_H_

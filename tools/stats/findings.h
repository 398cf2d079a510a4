// What stands out in the statistics, in plain words and with its number: what is broken, short,
// skewed, or else worth a look.

#ifndef JSONL_TOOLS_STATS_FINDINGS_H_
#define JSONL_TOOLS_STATS_FINDINGS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "tools/stats/concern.h"
#include "tools/stats/found_instances.h"
#include "tools/stats/reports.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {

struct Finding {
  Concern concern;
  std::string line;                 // what a heading says
  std::vector<Instance> instances;  // the worst first
  size_t more = 0;                  // that are left out
};

// In the order of the concerns. `totals` are all groups of each column together, and `labels` are
// what to call the columns.
std::vector<Finding> FindingsOf(const std::vector<Column>& columns,
                                const std::vector<GroupTally>& totals,
                                const std::vector<std::string>& labels,
                                const ReportOptions& options);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_FINDINGS_H_

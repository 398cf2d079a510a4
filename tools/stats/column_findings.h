// What stands out where inputs are told side by side.

#ifndef JSONL_TOOLS_STATS_COLUMN_FINDINGS_H_
#define JSONL_TOOLS_STATS_COLUMN_FINDINGS_H_

#include <string>
#include <vector>

#include "tools/stats/found_instances.h"
#include "tools/stats/reports.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {

// Finds groups that some inputs lack, and those whose share in one input is another than in
// another, by more than chance explains. The vectors are one: `totals` are all groups of a column
// together, `labels` are what to call it.
void FindBetweenColumns(const std::vector<Column>& columns, const std::vector<GroupTally>& totals,
                        const std::vector<std::string>& labels, FoundInstances* found);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_COLUMN_FINDINGS_H_

// The counters of a group as a message of proto/stats.proto, and back.

#ifndef JSONL_TOOLS_STATS_PARTIAL_GROUP_H_
#define JSONL_TOOLS_STATS_PARTIAL_GROUP_H_

#include "tools/stats/tally.h"

namespace jsonl {
class Statistics_Group;
}  // namespace jsonl

namespace jsonl::stats {

// All but the name.
void WriteGroup(const GroupTally& group, jsonl::Statistics_Group* out);
// False if the message says what no group has. `out` is empty.
bool ReadGroup(const jsonl::Statistics_Group& message, GroupTally* out);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_PARTIAL_GROUP_H_

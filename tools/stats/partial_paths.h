// Trees of paths as messages of proto/stats.proto, and back.

#ifndef JSONL_TOOLS_STATS_PARTIAL_PATHS_H_
#define JSONL_TOOLS_STATS_PARTIAL_PATHS_H_

#include "tools/stats/path_tree.h"

namespace jsonl {
class Statistics_Path;
}  // namespace jsonl

namespace jsonl::stats {

void WritePaths(const PathNode& node, jsonl::Statistics_Path* out);
// False if the message is of no such tree. `out` is empty.
bool ReadPaths(const jsonl::Statistics_Path& message, PathNode* out);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_PARTIAL_PATHS_H_

// What to call inputs where there is little room.

#ifndef JSONL_TOOLS_STATS_SHORT_NAMES_H_
#define JSONL_TOOLS_STATS_SHORT_NAMES_H_

#include <string>
#include <vector>

namespace jsonl::stats {

// Of each path the fewest components from its end that no other path ends in: "train.jsonl", but
// "a/train.jsonl" beside "b/train.jsonl". Equal paths get numbers. Of long ones, only the end.
std::vector<std::string> ShortNames(const std::vector<std::string>& paths);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_SHORT_NAMES_H_

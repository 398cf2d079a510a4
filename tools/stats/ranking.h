// Counters in the order in which reports list them.

#ifndef JSONL_TOOLS_STATS_RANKING_H_
#define JSONL_TOOLS_STATS_RANKING_H_

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/scripts.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {

// The names lie in what was given.
using NamedGroups = std::vector<std::pair<std::string_view, const GroupTally*>>;

// In the order of the bytes of their names.
NamedGroups GroupsByName(const Tally& tally);

// The names of the groups of all, those with most records in one of them first, then by name.
std::vector<std::string_view> GroupsOfAll(const std::vector<const Tally*>& tallies);

// The others: the greatest count first, then by name.
NamedGroups GroupsByCount(const Tally& tally);
std::vector<std::pair<std::string_view, uint64_t>> ByCount(const ValueTally& tally);
std::vector<std::pair<text::Script, ScriptTally>> ScriptsByCount(const GroupTally& group);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_RANKING_H_

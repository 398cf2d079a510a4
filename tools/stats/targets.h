// How many records and templates each group is to have, and has.

#ifndef JSONL_TOOLS_STATS_TARGETS_H_
#define JSONL_TOOLS_STATS_TARGETS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {

struct Goal {
  uint64_t min = 0;
  std::optional<uint64_t> max = {};

  uint64_t MissingFrom(uint64_t count) const { return count < min ? min - count : 0; }
  uint64_t Beyond(uint64_t count) const { return max && count > *max ? count - *max : 0; }
};

struct Target {
  std::optional<Goal> examples;
  std::optional<Goal> templates;
};

// By the name of the group; "*" are all groups together.
using Targets = std::map<std::string, Target, std::less<>>;
inline constexpr std::string_view kAllGroups = "*";

// {"qa": {"examples": [200, 400], "templates": 20}, ...}: a number is the least there should be, a
// list the least and the most, null for no end. INVALID_ARGUMENT says where it is not so; it does
// not name the file.
absl::StatusOr<Targets> ParseTargets(std::string_view json);
// The same of a file. Errors name it.
absl::StatusOr<Targets> ReadTargets(const std::string& path);

// How a group stands to its target.
struct Coverage {
  std::string_view name;
  const Target* target = nullptr;
  uint64_t examples = 0;
  uint64_t templates = 0;  // different ones; ValueTally::kMost means that or more
};

// Of all targets, in the order of their names.
std::vector<Coverage> CoverageOf(const Tally& tally, const Targets& targets);

// The groups with fewer records than that, those first of the fewest; those with a target count
// even if they have no records.
std::vector<Coverage> GroupsBelow(uint64_t least, const Tally& tally, const Targets& targets);

// "500-1000", "15+"; "-" if there is none.
std::string ShownGoal(const std::optional<Goal>& goal);
// "120 examples short, 3 templates over"; empty where all goals are met.
std::string Distance(const Coverage& coverage);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_TARGETS_H_

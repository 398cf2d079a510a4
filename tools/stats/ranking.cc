#include "tools/stats/ranking.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "common/text/strings.h"

namespace jsonl::stats {
namespace {

template <typename Ranked, typename CountOf, typename NameOf>
void Rank(Ranked* ranked, CountOf count_of, NameOf name_of) {
  std::sort(ranked->begin(), ranked->end(), [&](const auto& a, const auto& b) {
    const uint64_t count_a = count_of(a);
    const uint64_t count_b = count_of(b);
    return count_a != count_b ? count_a > count_b : name_of(a) < name_of(b);
  });
}

}  // namespace

NamedGroups GroupsByName(const Tally& tally) {
  NamedGroups groups;
  groups.reserve(tally.groups().size());
  for (const auto& [name, group] : tally.groups()) groups.emplace_back(name, &group);
  std::sort(groups.begin(), groups.end());
  return groups;
}

std::vector<std::string_view> GroupsOfAll(const std::vector<const Tally*>& tallies) {
  absl::flat_hash_map<std::string_view, uint64_t, text::StringHash> most;
  for (const Tally* tally : tallies) {
    for (const auto& [name, group] : tally->groups()) {
      most[name] = std::max(most[name], group.records);
    }
  }
  std::vector<std::pair<std::string_view, uint64_t>> ranked(most.begin(), most.end());
  Rank(
      &ranked, [](const auto& g) { return g.second; }, [](const auto& g) { return g.first; });
  std::vector<std::string_view> names;
  names.reserve(ranked.size());
  for (const auto& [name, records] : ranked) names.push_back(name);
  return names;
}

NamedGroups GroupsByCount(const Tally& tally) {
  NamedGroups groups = GroupsByName(tally);
  Rank(
      &groups, [](const auto& g) { return g.second->records; },
      [](const auto& g) { return g.first; });
  return groups;
}

std::vector<std::pair<std::string_view, uint64_t>> ByCount(const ValueTally& tally) {
  std::vector<std::pair<std::string_view, uint64_t>> values(tally.counts().begin(),
                                                            tally.counts().end());
  Rank(
      &values, [](const auto& v) { return v.second; }, [](const auto& v) { return v.first; });
  return values;
}

std::vector<std::pair<text::Script, ScriptTally>> ScriptsByCount(const GroupTally& group) {
  std::vector<std::pair<text::Script, ScriptTally>> scripts(group.scripts.begin(),
                                                            group.scripts.end());
  Rank(
      &scripts, [](const auto& s) { return s.second.characters; },
      [](const auto& s) { return text::ScriptName(s.first); });
  return scripts;
}

}  // namespace jsonl::stats

#include "tools/split/split_cuts.h"

#include <algorithm>

namespace jsonl {

using pipeline::Cut;
using pipeline::Rank;

std::vector<Tie> FindTies(absl::Span<const pipeline::RankedRun> runs, absl::Span<const Cut> cuts,
                          size_t cuts_each) {
  std::vector<Tie> ties;                                     // all that there may be
  absl::flat_hash_map<Equals, std::vector<size_t>> ties_of;  // indices
  std::vector<bool> bins(1 << 16);                           // by the first bits of high halves
  for (size_t i = 0; i < cuts.size(); ++i) {
    if (cuts[i].position == UINT64_MAX) continue;  // past the end
    const Equals equals(static_cast<uint32_t>(i / cuts_each), cuts[i].rank.high);
    ties_of[equals].push_back(ties.size());
    bins[equals.second >> 48] = true;
    ties.push_back({i, equals});
  }
  pipeline::ForEachRank(runs, [&](uint32_t group, const Rank& rank, uint64_t position) {
    if (!bins[rank.high >> 48]) return;
    auto found = ties_of.find(Equals(group, rank.high));
    if (found == ties_of.end()) return;
    for (size_t i : found->second) {
      ++ties[i].total;
      if (cuts[ties[i].cut].IsAbove(rank, position)) ++ties[i].above;
    }
  });
  ties.erase(
      std::remove_if(ties.begin(), ties.end(), [](const Tie& tie) { return tie.above == 0; }),
      ties.end());
  return ties;
}

}  // namespace jsonl

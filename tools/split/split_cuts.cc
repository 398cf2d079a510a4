#include "tools/split/split_cuts.h"

namespace jsonl {

std::vector<Tie> FindTies(absl::Span<const pipeline::PlacedCut> cuts, size_t cuts_each) {
  std::vector<Tie> ties;
  for (size_t i = 0; i < cuts.size(); ++i) {
    if (cuts[i].equals_above == 0) continue;
    const Equals equals(static_cast<uint32_t>(i / cuts_each), cuts[i].rank.high);
    ties.push_back({i, equals, cuts[i].equals_above, cuts[i].equals});
  }
  return ties;
}

}  // namespace jsonl

// Where each split ends in the order of ranks.

#ifndef JSONL_TOOLS_SPLIT_SPLIT_CUTS_H_
#define JSONL_TOOLS_SPLIT_SPLIT_CUTS_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "common/pipeline/ranked_records.h"
#include "common/pipeline/selection.h"

namespace jsonl {

// Records of one stratum (the group of a RankedRecord) whose ranks have one high half: the same
// record, or records that share a field (see SplitRank). They belong together.
using Equals = std::pair<uint32_t, uint64_t>;  // stratum and high half

// Which split a record is in.
struct SplitCuts {
  size_t cuts_each;                             // of a stratum: one less than there are splits
  std::vector<pipeline::Cut> cuts;              // by stratum: where splits end, but for the last
  absl::flat_hash_map<Equals, uint32_t> moved;  // to a split that the cuts do not tell
  std::vector<uint64_t> sizes;                  // records in each split
  uint64_t parted = 0;                          // records that have an equal in another split

  uint32_t SplitOf(const pipeline::RankedRecord& record) const {
    if (!moved.empty()) {
      auto found = moved.find(Equals(record.group, record.rank.high));
      if (found != moved.end()) return found->second;
    }
    const pipeline::Cut* ends = cuts.data() + record.group * cuts_each;
    uint32_t split = 0;
    while (split < cuts_each && !ends[split].IsAbove(record.rank, record.position)) ++split;
    return split;
  }
};

// Equals on both sides of a cut.
struct Tie {
  size_t cut;  // index into SplitCuts::cuts
  Equals equals;
  uint64_t above = 0;  // how many come before the cut
  uint64_t total = 0;
};

// The ties at all cuts, in the order of cuts.
std::vector<Tie> FindTies(absl::Span<const pipeline::PlacedCut> cuts, size_t cuts_each);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_SPLIT_CUTS_H_

// Choosing records by rank: which are chosen depends on the records and a seed, not on their order.

#ifndef JSONL_COMMON_PIPELINE_SELECTION_H_
#define JSONL_COMMON_PIPELINE_SELECTION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "common/hash/fingerprint.h"
#include "common/json/field_path.h"
#include "common/pipeline/scanner.h"

namespace jsonl::pipeline {

// Where a record stands among all: records are chosen in the order of their ranks. Without a key
// field it is the hash of the record's bytes; with one, the hash of the field first, of the record
// second. Equal ranks are told apart by position. Frozen, as hash::Hash is.
using Rank = hash::Fingerprint;

class Ranker {
 public:
  Ranker(uint64_t seed, std::optional<json::FieldPath> key) : seed_(seed), key_(std::move(key)) {}
  // A record without the key field is ranked by its bytes.
  Rank operator()(const Record& record) const;

 private:
  uint64_t seed_;
  std::optional<json::FieldPath> key_;
};

// Ranks records, on any thread: a Ranker, or what a tool ranks by.
using RankFunction = std::function<Rank(const Record&)>;

// The ranks of adjacent records.
struct RankedRun {
  uint64_t first = 0;            // position of the first, counted over all records
  std::vector<Rank> ranks;       // 16 bytes a record
  std::vector<uint32_t> groups;  // which of the groups each is in; empty: all in group 0
};

// A place in the order of ranks and positions.
struct Cut {
  Rank rank = {UINT64_MAX, UINT64_MAX};
  uint64_t position = UINT64_MAX;

  // Whether the record of that rank and position comes before the cut.
  bool IsAbove(const Rank& other, uint64_t other_position) const {
    return std::tie(other, other_position) < std::tie(rank, position);
  }
};

// A cut and the records of its group that have the high half of its rank.
struct PlacedCut : Cut {
  uint64_t equals = 0;
  uint64_t equals_above = 0;  // of them, those that come before the cut
};

struct CutRequest {
  uint32_t group;
  uint64_t count;
};

// Calls visit(uint32_t group, const Rank&, uint64_t position) for each record.
template <typename Visit>
void ForEachRank(absl::Span<const RankedRun> runs, Visit&& visit) {
  for (const RankedRun& run : runs) {
    const uint32_t* groups = run.groups.empty() ? nullptr : run.groups.data();
    for (size_t i = 0; i < run.ranks.size(); ++i) {
      visit(groups == nullptr ? 0 : groups[i], run.ranks[i], run.first + i);
    }
  }
}

// For each request the cut that exactly min(count, size) members of that group come before. Takes
// time linear in the number of records, for any number of groups, unless very many ranks are
// equal. `group_sizes` has the number of records in each group.
std::vector<PlacedCut> CutsAt(absl::Span<const RankedRun> runs,
                              absl::Span<const uint64_t> group_sizes,
                              absl::Span<const CutRequest> requests);

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SELECTION_H_

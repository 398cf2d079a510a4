// How many records of each stratum go to each split.

#ifndef JSONL_TOOLS_SPLIT_APPORTION_H_
#define JSONL_TOOLS_SPLIT_APPORTION_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace jsonl {

// Divides strata of the given sizes in the proportions of `totals`, which sum to the number of all
// records. Result: by stratum, by split. Rounding is carried from stratum to stratum, in their
// order, so that the sums over all strata are exactly the totals; with k splits each number is
// less than k away from its exact share.
std::vector<std::vector<uint64_t>> Apportion(absl::Span<const uint64_t> totals,
                                             absl::Span<const uint64_t> sizes);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_APPORTION_H_

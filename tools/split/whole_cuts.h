// Cuts that part no equals.

#ifndef JSONL_TOOLS_SPLIT_WHOLE_CUTS_H_
#define JSONL_TOOLS_SPLIT_WHOLE_CUTS_H_

#include <cstdint>

#include "absl/types/span.h"
#include "common/pipeline/ranked_records.h"
#include "tools/split/split_cuts.h"

namespace jsonl {

// Equals that are more than the smallest split is to have are placed first, the largest group
// first, where the most room is left. The others fill what is left of each split in the order of
// ranks, to the nearest number. All records are in one stratum; `counts` sum to their number.
SplitCuts WholeCuts(const pipeline::RankedRecords& records, absl::Span<const uint64_t> counts);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_WHOLE_CUTS_H_

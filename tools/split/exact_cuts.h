// Cuts that give each split an exact number of records.

#ifndef JSONL_TOOLS_SPLIT_EXACT_CUTS_H_
#define JSONL_TOOLS_SPLIT_EXACT_CUTS_H_

#include <cstdint>
#include <vector>

#include "common/pipeline/ranked_records.h"
#include "tools/split/split_cuts.h"

namespace jsonl {

// `counts` are the numbers by split, strata[stratum][split] those of each stratum, which sum to the
// same and to the sizes of the strata. Where a cut would part equals, they go to one of its sides
// together, and others near the cut make up for it; they part only if no others can.
SplitCuts ExactCuts(const pipeline::RankedRecords& records, const std::vector<uint64_t>& counts,
                    const std::vector<std::vector<uint64_t>>& strata);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_EXACT_CUTS_H_

// Groups of near-duplicates.

#ifndef JSONL_TOOLS_SPLIT_NEAR_GROUPS_H_
#define JSONL_TOOLS_SPLIT_NEAR_GROUPS_H_

#include "absl/status/status.h"
#include "common/near/index.h"
#include "common/pipeline/ranked_records.h"
#include "common/pipeline/session.h"

namespace jsonl {

// Gives near-duplicates one rank. A group is all that near-duplicates, and equal high halves of
// ranks, lead to from one record; the least of its high halves becomes that of all of them,
// whatever their order. Reads the records twice more, and tells how many there are of what size.
// RESOURCE_EXHAUSTED for more than 2^32 - 2 records.
absl::Status GroupNearDuplicates(const near::Options& options, pipeline::RankedRecords* records,
                                 const pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_NEAR_GROUPS_H_

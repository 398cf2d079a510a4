// Splits by the hash of each record alone, in one pass.

#ifndef JSONL_TOOLS_SPLIT_STABLE_SPLIT_H_
#define JSONL_TOOLS_SPLIT_STABLE_SPLIT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/sink.h"
#include "common/pipeline/selection.h"
#include "common/pipeline/session.h"
#include "tools/split/ratios.h"
#include "tools/split/split_cuts.h"

namespace jsonl {

// Each split ends at a hash, the high half of a rank.
SplitCuts StableCuts(const Ratios& ratios);

// What one pass counts.
struct StableCounts {
  std::vector<uint64_t> sizes;  // records of each split
  uint64_t none = 0;            // records whose rank has the high half `none`
};

// Writes each record to the sink of the split that its rank says; where that is null, it is dropped
// for `reason`.
absl::StatusOr<StableCounts> SplitStable(const pipeline::RankFunction& rank, const SplitCuts& cuts,
                                         uint64_t none, const std::vector<io::Sink*>& sinks,
                                         std::string_view reason, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_STABLE_SPLIT_H_

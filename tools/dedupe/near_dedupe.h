// --near: drops near-duplicates.

#ifndef JSONL_TOOLS_DEDUPE_NEAR_DEDUPE_H_
#define JSONL_TOOLS_DEDUPE_NEAR_DEDUPE_H_

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"
#include "tools/dedupe/options.h"

namespace jsonl {

// As RunDedupe, by near::Index: a record is dropped for one that is kept, or for one of --against,
// where the Jaccard similarity of their word n-grams is at least options.near. INVALID_ARGUMENT for
// bad options.
absl::StatusOr<int> RunNearDedupe(const DedupeOptions& options, Keep keep,
                                  pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_NEAR_DEDUPE_H_

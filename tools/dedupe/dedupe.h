// jsonl-dedupe: one record of each key.

#ifndef JSONL_TOOLS_DEDUPE_DEDUPE_H_
#define JSONL_TOOLS_DEDUPE_DEDUPE_H_

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"
#include "tools/dedupe/options.h"

namespace jsonl {

// Writes the records of the session's inputs to its output, in order, without the duplicates. Keys
// are compared by 128-bit fingerprints, unless options.near or options.overlap is given; see
// near_dedupe.h and overlap.h. A record without a key (no such field) is kept.
// INVALID_ARGUMENT for bad options.
absl::StatusOr<int> RunDedupe(const DedupeOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_DEDUPE_H_

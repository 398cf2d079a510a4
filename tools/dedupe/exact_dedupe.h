// Drops records whose key another record has.

#ifndef JSONL_TOOLS_DEDUPE_EXACT_DEDUPE_H_
#define JSONL_TOOLS_DEDUPE_EXACT_DEDUPE_H_

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"
#include "tools/dedupe/options.h"

namespace jsonl {

// By keys, which are compared as 128-bit fingerprints. What it keeps for the first is
// written as it is read, as long as the keys fit into the session's memory; everything else, when
// all has been read. INVALID_ARGUMENT for a bad key.
absl::StatusOr<int> RunExactDedupe(const DedupeOptions& options, Keep keep,
                                   pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_EXACT_DEDUPE_H_

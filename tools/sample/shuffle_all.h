// Shuffling without sampling.

#ifndef JSONL_TOOLS_SAMPLE_SHUFFLE_ALL_H_
#define JSONL_TOOLS_SAMPLE_SHUFFLE_ALL_H_

#include "absl/status/status.h"
#include "common/pipeline/session.h"
#include "tools/sample/plan.h"

namespace jsonl {

// For a plan with `shuffle` that takes everything: the order that RunExactSample gives, in one
// pass, so that a pipe needs no copy.
absl::Status ShuffleAll(const Plan& plan, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_SHUFFLE_ALL_H_

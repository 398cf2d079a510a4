// Samples of exact numbers, in two passes.

#ifndef JSONL_TOOLS_SAMPLE_EXACT_SAMPLE_H_
#define JSONL_TOOLS_SAMPLE_EXACT_SAMPLE_H_

#include "absl/status/status.h"
#include "common/pipeline/session.h"
#include "tools/sample/plan.h"

namespace jsonl {

// The first pass ranks all records and counts them by group; then it is decided how many of each
// group are written, and the second pass writes those of the lowest ranks, in the order of the
// input or shuffled. For a plan without `bernoulli`.
absl::Status RunExactSample(const Plan& plan, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_EXACT_SAMPLE_H_

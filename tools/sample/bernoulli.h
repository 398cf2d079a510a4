// Each record decides for itself whether it is in the sample.

#ifndef JSONL_TOOLS_SAMPLE_BERNOULLI_H_
#define JSONL_TOOLS_SAMPLE_BERNOULLI_H_

#include "absl/status/status.h"
#include "common/pipeline/session.h"
#include "tools/sample/plan.h"

namespace jsonl {

// One pass and constant memory, for a plan with `bernoulli`. With a weight the probability is
// min(1, bernoulli * weight): Poisson sampling.
absl::Status RunBernoulli(const Plan& plan, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_BERNOULLI_H_

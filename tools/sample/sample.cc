#include "tools/sample/sample.h"

#include "tools/sample/bernoulli.h"
#include "tools/sample/exact_sample.h"
#include "tools/sample/plan.h"
#include "tools/sample/shuffle_all.h"

namespace jsonl {

absl::StatusOr<int> RunSample(const SampleOptions& options, pipeline::Session& session) {
  absl::StatusOr<Plan> plan = MakePlan(options);
  if (!plan.ok()) return plan.status();
  absl::Status status = plan->bernoulli.has_value() ? RunBernoulli(*plan, session)
                        : plan->IsWholeShuffle()    ? ShuffleAll(*plan, session)
                                                    : RunExactSample(*plan, session);
  if (!status.ok()) return status;
  return 0;
}

}  // namespace jsonl

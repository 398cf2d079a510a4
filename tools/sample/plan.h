// The options of jsonl-sample, checked and understood.

#ifndef JSONL_TOOLS_SAMPLE_PLAN_H_
#define JSONL_TOOLS_SAMPLE_PLAN_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "common/json/field_path.h"
#include "common/pipeline/selection.h"
#include "common/pipeline/weight_field.h"
#include "common/text/decimal.h"
#include "tools/sample/mix.h"
#include "tools/sample/quotas.h"
#include "tools/sample/sample.h"

namespace jsonl {

// Why records are dropped.
inline constexpr std::string_view kNotSampled = "not-sampled";

struct Plan {
  explicit Plan(pipeline::Ranker ranker) : ranker(std::move(ranker)) {}

  pipeline::Ranker ranker;
  std::optional<json::FieldPath> by;
  std::optional<pipeline::WeightField> weight;
  std::optional<text::Decimal> bernoulli;
  // Without `bernoulli`, one of them decides; without `by`, all records are in one group.
  Quotas quotas;
  std::optional<Mix> mix;
  bool shuffle = false;
  uint64_t seed = 0;

  // Each record once, in random order.
  bool IsWholeShuffle() const {
    return shuffle && !bernoulli.has_value() && !by.has_value() && !weight.has_value() &&
           quotas.Find("")->IsEverything();
  }
};

// INVALID_ARGUMENT for bad or contradictory options.
absl::StatusOr<Plan> MakePlan(const SampleOptions& options);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_PLAN_H_

// Splits by ratios: train, valid and test.

#ifndef JSONL_TOOLS_SPLIT_RATIO_SPLIT_H_
#define JSONL_TOOLS_SPLIT_RATIO_SPLIT_H_

#include "absl/status/status.h"
#include "common/pipeline/session.h"
#include "tools/split/split.h"

namespace jsonl {

// By --ratios, with what goes along with them. INVALID_ARGUMENT for bad options.
absl::Status SplitByRatios(const SplitOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_RATIO_SPLIT_H_

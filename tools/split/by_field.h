// A file for each value of a field, in one pass.

#ifndef JSONL_TOOLS_SPLIT_BY_FIELD_H_
#define JSONL_TOOLS_SPLIT_BY_FIELD_H_

#include "absl/status/status.h"
#include "common/json/field_path.h"
#include "common/pipeline/session.h"
#include "tools/split/output_set.h"

namespace jsonl {

// Adds an output for each value (pipeline::GroupName), in the order in which they first appear.
absl::Status SplitByField(const json::FieldPath& field, OutputSet* outputs,
                          pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_BY_FIELD_H_

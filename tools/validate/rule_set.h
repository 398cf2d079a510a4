// From options to rules.

#ifndef JSONL_TOOLS_VALIDATE_RULE_SET_H_
#define JSONL_TOOLS_VALIDATE_RULE_SET_H_

#include "absl/status/statusor.h"
#include "tools/validate/record_checker.h"
#include "tools/validate/validate.h"

namespace jsonl {

// The rules that the options ask for. INVALID_ARGUMENT for bad options; other errors for files that
// cannot be read.
absl::StatusOr<RecordRules> RulesOf(const ValidateOptions& options);

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULE_SET_H_

// What the tasks of the format `multitask` demand beyond its shape.

#ifndef JSONL_TOOLS_VALIDATE_RULES_MULTITASK_RULES_H_
#define JSONL_TOOLS_VALIDATE_RULES_MULTITASK_RULES_H_

#include <vector>

#include "common/report/diagnostic.h"
#include "tools/validate/record_context.h"

namespace jsonl {

// Appends what is wrong with a record of that format:
//   code_completion   the completed code starts with the partial code, white space aside
//   error_resolution  the fixed code is not the broken code, white space at the ends aside
// Of the other tasks that the format knows, its own rules say all. False for others.
bool CheckMultitask(RecordContext& record, std::vector<report::Finding>* findings);

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_MULTITASK_RULES_H_

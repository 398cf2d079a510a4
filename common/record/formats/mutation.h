// `mutation`: code with a bug, what a compiler or test says of it, and the code without the bug:
// {"buggy_code": ..., "error_message": ..., "fixed_code": ..., "repo": ..., "file": ...}. The
// instruction is ours: to fix the code.

#ifndef JSONL_COMMON_RECORD_FORMATS_MUTATION_H_
#define JSONL_COMMON_RECORD_FORMATS_MUTATION_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& MutationFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_MUTATION_H_

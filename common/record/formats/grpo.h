// `grpo`: coding tasks for reinforcement learning, {"description": ..., "starter_code": ...,
// "tests": ...}. What a model writes is judged by the tests: there is no answer.

#ifndef JSONL_COMMON_RECORD_FORMATS_GRPO_H_
#define JSONL_COMMON_RECORD_FORMATS_GRPO_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& GrpoFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_GRPO_H_

// `eval`: coding tasks to measure a model by, {"description": ..., "tests": ...}, without an
// answer.

#ifndef JSONL_COMMON_RECORD_FORMATS_EVAL_H_
#define JSONL_COMMON_RECORD_FORMATS_EVAL_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& EvalFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_EVAL_H_

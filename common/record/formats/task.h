// `task`: examples of task families. {"task": ..., "input": {"instruction": ..., context fields},
// "output": ...} is for supervised fine-tuning; with "chosen" and "rejected" in place of "output"
// it is for preference optimisation (DPO).

#ifndef JSONL_COMMON_RECORD_FORMATS_TASK_H_
#define JSONL_COMMON_RECORD_FORMATS_TASK_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& TaskFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_TASK_H_

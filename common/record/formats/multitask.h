// `multitask`: {"id": ..., "task": ..., "context": {...}, "input": {...}, "target": {...}}, where
// the task decides which fields `input` and `target` have:
//
//   code_completion    partial_code -> completed_code
//   sql_to_ibis        sql -> ibis
//   ibis_to_sql        ibis (dialect) -> sql
//   error_resolution   broken_code (error, context_info) -> fixed_code, explanation
//   qa                 question -> answer (code_example)
//   documentation      code, style -> docstring
//
// The answer is the first field of `target` in this table; the instruction is ours, one a task, and
// in chats the system prompt. Of other tasks only the shape is known: their answer is the target's
// only member, and they have no instruction.

#ifndef JSONL_COMMON_RECORD_FORMATS_MULTITASK_H_
#define JSONL_COMMON_RECORD_FORMATS_MULTITASK_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& MultitaskFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_MULTITASK_H_

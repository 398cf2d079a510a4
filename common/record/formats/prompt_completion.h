// `prompt-completion`: {"prompt": ..., "completion": ...}, each a string or a list of messages, as
// TRL has them for supervised fine-tuning.

#ifndef JSONL_COMMON_RECORD_FORMATS_PROMPT_COMPLETION_H_
#define JSONL_COMMON_RECORD_FORMATS_PROMPT_COMPLETION_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& PromptCompletionFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_PROMPT_COMPLETION_H_

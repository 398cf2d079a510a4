// `messages-kto`: {"messages": [...], "label": true}, as LLaMA-Factory has them for
// Kahneman-Tversky optimization.

#ifndef JSONL_COMMON_RECORD_FORMATS_MESSAGES_KTO_H_
#define JSONL_COMMON_RECORD_FORMATS_MESSAGES_KTO_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& MessagesKtoFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_MESSAGES_KTO_H_

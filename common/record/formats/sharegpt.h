// `sharegpt`: chats as {"conversations": [{"from": ..., "value": ...}]}; turns.h has the rules.

#ifndef JSONL_COMMON_RECORD_FORMATS_SHAREGPT_H_
#define JSONL_COMMON_RECORD_FORMATS_SHAREGPT_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& SharegptFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_SHAREGPT_H_

// `preference-implicit`: {"chosen": ..., "rejected": ...}, chats that begin with the same prompt,
// as TRL takes them; or texts with turns marked as in Anthropic's HH-RLHF.

#ifndef JSONL_COMMON_RECORD_FORMATS_PREFERENCE_IMPLICIT_H_
#define JSONL_COMMON_RECORD_FORMATS_PREFERENCE_IMPLICIT_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& PreferenceImplicitFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_PREFERENCE_IMPLICIT_H_

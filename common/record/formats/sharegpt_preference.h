// `sharegpt-preference`: a conversation, and the preferred and the rejected turn that follows it.

#ifndef JSONL_COMMON_RECORD_FORMATS_SHAREGPT_PREFERENCE_H_
#define JSONL_COMMON_RECORD_FORMATS_SHAREGPT_PREFERENCE_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& SharegptPreferenceFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_SHAREGPT_PREFERENCE_H_

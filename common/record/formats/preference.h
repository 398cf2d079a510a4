// `preference`: {"prompt": ..., "chosen": ..., "rejected": ...}, each a string or a list of
// messages.

#ifndef JSONL_COMMON_RECORD_FORMATS_PREFERENCE_H_
#define JSONL_COMMON_RECORD_FORMATS_PREFERENCE_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& PreferenceFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_PREFERENCE_H_

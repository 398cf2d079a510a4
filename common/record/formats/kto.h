// `kto`: {"prompt": ..., "completion": ..., "label": true}, as TRL has them for Kahneman-Tversky
// optimization: one answer, and whether it is a good one.

#ifndef JSONL_COMMON_RECORD_FORMATS_KTO_H_
#define JSONL_COMMON_RECORD_FORMATS_KTO_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& KtoFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_KTO_H_

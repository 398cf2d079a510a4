// `text`: {"text": ...}, for pre-training, or a prompt and its answer in one.

#ifndef JSONL_COMMON_RECORD_FORMATS_TEXT_H_
#define JSONL_COMMON_RECORD_FORMATS_TEXT_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& TextFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_TEXT_H_

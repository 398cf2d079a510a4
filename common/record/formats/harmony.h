// `harmony`: {"text": ...}, a chat as the text that OpenAI's gpt-oss models are trained on.

#ifndef JSONL_COMMON_RECORD_FORMATS_HARMONY_H_
#define JSONL_COMMON_RECORD_FORMATS_HARMONY_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& HarmonyFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_HARMONY_H_

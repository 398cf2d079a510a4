// `harmony-tags`: {"text": ...}, a chat as text with a tag such as <|user|> before each content.

#ifndef JSONL_COMMON_RECORD_FORMATS_HARMONY_TAGS_H_
#define JSONL_COMMON_RECORD_FORMATS_HARMONY_TAGS_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& HarmonyTagsFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_HARMONY_TAGS_H_

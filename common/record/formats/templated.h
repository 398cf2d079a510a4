// `templated`: what a template made, {"input": prompt, "output": answer, "template_category": ...,
// "template_style": ..., "separator_style": ...} and other fields that tell how. Read, and written
// only on the way back.

#ifndef JSONL_COMMON_RECORD_FORMATS_TEMPLATED_H_
#define JSONL_COMMON_RECORD_FORMATS_TEMPLATED_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& TemplatedFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_TEMPLATED_H_

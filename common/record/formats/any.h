// `any`: a JSON object of whatever shape, taken and written as it is.

#ifndef JSONL_COMMON_RECORD_FORMATS_ANY_H_
#define JSONL_COMMON_RECORD_FORMATS_ANY_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& AnyFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_ANY_H_

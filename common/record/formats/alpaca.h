// `alpaca`: {"instruction": ..., "input": ..., "output": ...}, and a "meta" object of strings, as a
// JSON Schema (draft-07) with additionalProperties false has it.

#ifndef JSONL_COMMON_RECORD_FORMATS_ALPACA_H_
#define JSONL_COMMON_RECORD_FORMATS_ALPACA_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& AlpacaFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_ALPACA_H_

// `tokens`: {"input_ids": [...]}, text that a tokenizer has cut into the numbers of a vocabulary.

#ifndef JSONL_COMMON_RECORD_FORMATS_TOKENS_H_
#define JSONL_COMMON_RECORD_FORMATS_TOKENS_H_

#include <cstdint>
#include <optional>

#include "common/json/document.h"
#include "common/record/format.h"

namespace jsonl::record {

const Format& TokensFormat();

// The token that a value is: a number written as an integer, from 0 to 2^63 - 1. None otherwise.
std::optional<int64_t> TokenOf(json::Value value);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_TOKENS_H_

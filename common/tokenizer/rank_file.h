// OpenAI's files of ranks (.tiktoken).

#ifndef JSONL_COMMON_TOKENIZER_RANK_FILE_H_
#define JSONL_COMMON_TOKENIZER_RANK_FILE_H_

#include <string_view>

#include "absl/status/status.h"
#include "common/tokenizer/tokenizer.h"

namespace jsonl::tokenizer {

// `path` may tell the pattern by its name. INVALID_ARGUMENT says which line is wrong.
absl::Status ReadRanks(std::string_view text, std::string_view path, Tokenizer* tokenizer);

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_RANK_FILE_H_

// Patterns that RE2 matches.

#ifndef JSONL_COMMON_TOKENIZER_REGEX_SPLITTER_H_
#define JSONL_COMMON_TOKENIZER_REGEX_SPLITTER_H_

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/tokenizer/splitter.h"

namespace jsonl::tokenizer {

// \s+(?!\S) may be one of the pattern's alternatives; no other look-around. Classes are those of
// Unicode, as Rust and Oniguruma have it. INVALID_ARGUMENT says what RE2 cannot do.
absl::StatusOr<std::unique_ptr<Splitter>> RegexSplitter(std::string_view pattern);

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_REGEX_SPLITTER_H_

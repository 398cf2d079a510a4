// The patterns of well-known vocabularies, matched by hand.

#ifndef JSONL_COMMON_TOKENIZER_KNOWN_SPLITTERS_H_
#define JSONL_COMMON_TOKENIZER_KNOWN_SPLITTERS_H_

#include <memory>
#include <string_view>

#include "common/tokenizer/splitter.h"

namespace jsonl::tokenizer {

// Null for a pattern that is none of them.
std::unique_ptr<Splitter> KnownSplitter(std::string_view pattern);

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_KNOWN_SPLITTERS_H_

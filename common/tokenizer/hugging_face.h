// Hugging Face's tokenizer.json.

#ifndef JSONL_COMMON_TOKENIZER_HUGGING_FACE_H_
#define JSONL_COMMON_TOKENIZER_HUGGING_FACE_H_

#include <string>

#include "absl/status/status.h"
#include "common/tokenizer/tokenizer.h"

namespace jsonl::tokenizer {

// Of the byte-level BPE kind. INVALID_ARGUMENT for others, and for what is not understood, so that
// no text is encoded in another way than its owner does. `json` is padded to be parsed.
absl::Status ReadHuggingFace(std::string& json, Tokenizer* tokenizer);

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_HUGGING_FACE_H_

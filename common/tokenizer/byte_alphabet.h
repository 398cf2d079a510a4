// GPT-2's way to write bytes as printable characters, as vocabularies in JSON have it.

#ifndef JSONL_COMMON_TOKENIZER_BYTE_ALPHABET_H_
#define JSONL_COMMON_TOKENIZER_BYTE_ALPHABET_H_

#include <optional>
#include <string>
#include <string_view>

namespace jsonl::tokenizer {

// The bytes that `text`, which is valid UTF-8, stands for: "Ġthe" is " the". None if a character
// stands for no byte.
std::optional<std::string> BytesOf(std::string_view text);

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_BYTE_ALPHABET_H_

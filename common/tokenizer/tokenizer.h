// Text to the tokens of a language model, as its own tokenizer makes them.

#ifndef JSONL_COMMON_TOKENIZER_TOKENIZER_H_
#define JSONL_COMMON_TOKENIZER_TOKENIZER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/tokenizer/added_tokens.h"
#include "common/tokenizer/byte_pair_encoder.h"
#include "common/tokenizer/pre_tokenizer.h"
#include "common/tokenizer/vocabulary.h"

namespace jsonl::tokenizer {

// What a file of a tokenizer says. Threads share it.
struct Tokenizer {
  // Reads one of
  // - Hugging Face's tokenizer.json, of the byte-level BPE kind (GPT-2, Llama 3, Qwen, DeepSeek,
  // ...).
  //   Added tokens in the text are one token each, as they are there; none is put before or after
  //   the text;
  // - OpenAI's files of ranks (.tiktoken): a line "BASE64 RANK" a token. Their patterns are not in
  //   them; it is cl100k_base's or o200k_base's or GPT-2's by the number of tokens, or by the
  //   name of the file where that tells it. Special tokens in the text are plain text.
  // Compressed files, too. INVALID_ARGUMENT for others; errors name the file.
  static absl::StatusOr<std::unique_ptr<const Tokenizer>> Load(const std::string& path);

  Vocabulary vocabulary;
  AddedTokens added;
  PreTokenizer pre_tokenizer;
  bool normalize = false;  // to Unicode's form NFC
  // What stands between texts in pre-training, <|endoftext|> or another; kNoToken where the file
  // does not tell. A file of ranks tells it by the number of its tokens.
  Token end_of_text = kNoToken;
};

// Encodes texts, for one thread.
class Encoder {
 public:
  // The tokenizer must outlive it.
  explicit Encoder(const Tokenizer& tokenizer)
      : tokenizer_(tokenizer), byte_pairs_(tokenizer.vocabulary) {}

  // The tokens of a text of valid UTF-8, until the next call.
  const std::vector<Token>& Encode(std::string_view text);

 private:
  const Tokenizer& tokenizer_;
  BytePairEncoder byte_pairs_;
  PreTokenizer::Scratch scratch_;
  std::string normalized_;
  std::vector<Token> tokens_;
};

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_TOKENIZER_H_

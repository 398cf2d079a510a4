// Tokens that stand in the text as they are, such as <|im_start|>.

#ifndef JSONL_COMMON_TOKENIZER_ADDED_TOKENS_H_
#define JSONL_COMMON_TOKENIZER_ADDED_TOKENS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/tokenizer/vocabulary.h"

namespace jsonl::tokenizer {

struct AddedToken {
  std::string text;
  Token token = kNoToken;
  bool strip_left = false;   // it takes the white space before it
  bool strip_right = false;  // and that after it
};

class AddedTokens {
 public:
  // An empty text stands nowhere.
  void Add(AddedToken token);
  // The token of that very text; kNoToken if there is none.
  Token Find(std::string_view text) const;

  struct Found {
    size_t begin;
    size_t end;
    Token token;
  };
  // The first in `text` from `from` on; of several at one place the longest.
  std::optional<Found> FindFirst(std::string_view text, size_t from) const;

 private:
  std::array<bool, 256> first_bytes_ = {};
  std::vector<AddedToken> tokens_;  // longest first
};

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_ADDED_TOKENS_H_

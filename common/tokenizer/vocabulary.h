// The tokens of a byte-level vocabulary and the order in which pairs of them merge.

#ifndef JSONL_COMMON_TOKENIZER_VOCABULARY_H_
#define JSONL_COMMON_TOKENIZER_VOCABULARY_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl::tokenizer {

using Token = uint32_t;
inline constexpr Token kNoToken = 0xffffffff;

// Two neighbours that become one; of several, those of the least rank first.
struct Merge {
  uint32_t rank = kNoToken;  // kNoToken: they do not merge
  Token token = kNoToken;    // what they become
};

// Byte pair encoding on bytes (Sennrich et al. 2016, arXiv:1508.07909; GPT-2's on bytes).
class Vocabulary {
 public:
  // Adds a token. INVALID_ARGUMENT: its bytes are another token's.
  absl::Status Add(std::string bytes, Token token);
  // Adds that two tokens merge into a third, after those added before.
  void AddMerge(Token left, Token right, Token merged);

  // Every pair merges whose bytes together are a token, that of the least number first; no other.
  // This is what files of ranks mean.
  void MergeByNumber() { by_number_ = true; }
  // A piece of text that is a token is that token, whatever merges make of it.
  void PreferWholePieces() { prefer_whole_ = true; }
  bool prefers_whole_pieces() const { return prefer_whole_; }
  // After all has been added. INVALID_ARGUMENT: a byte is no token, so that there is text that
  // cannot be encoded.
  absl::Status Complete();

  size_t size() const { return tokens_.size(); }
  Token OfByte(uint8_t byte) const { return bytes_[byte]; }
  // kNoToken if it is none.
  Token Find(std::string_view bytes) const;
  // Of two neighbours; `bytes` are those of both.
  Merge FindMerge(Token left, Token right, std::string_view bytes) const;

 private:
  bool by_number_ = false;
  bool prefer_whole_ = false;
  text::StringMap<Token> tokens_;
  absl::flat_hash_map<uint64_t, Merge> merges_;  // by left and right
  std::array<Token, 256> bytes_ = {};
};

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_VOCABULARY_H_

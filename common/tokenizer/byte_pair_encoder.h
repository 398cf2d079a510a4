// Makes tokens of pieces of text, by merging pairs of neighbours.

#ifndef JSONL_COMMON_TOKENIZER_BYTE_PAIR_ENCODER_H_
#define JSONL_COMMON_TOKENIZER_BYTE_PAIR_ENCODER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/tokenizer/vocabulary.h"

namespace jsonl::tokenizer {

// For one thread: it keeps what it needs, and what short pieces came to. A piece of n bytes takes
// n log n time.
class BytePairEncoder {
 public:
  // The vocabulary must outlive it.
  explicit BytePairEncoder(const Vocabulary& vocabulary);

  // Adds the tokens of a piece.
  void Encode(std::string_view piece, std::vector<Token>* out);

 private:
  // A short piece and what it came to.
  struct Known {
    static constexpr size_t kMaxBytes = 23;
    static constexpr size_t kMaxTokens = 9;

    std::array<char, kMaxBytes> bytes;
    uint8_t size = 0;  // 0: none
    uint32_t count;
    std::array<Token, kMaxTokens> tokens;
  };
  static constexpr size_t kKnown = size_t{1} << 15;

  // A part of the piece that has become a token, and the merge with the part after it.
  struct Part {
    uint32_t begin;
    uint32_t end;
    uint32_t previous;
    uint32_t next;
    Token token;
    Merge merge;
  };
  // A merge to be done. It is void if the part has come to another merge.
  struct Planned {
    uint32_t rank;
    uint32_t part;

    // For std::push_heap, which has the greatest first.
    friend bool operator<(const Planned& a, const Planned& b) {
      return a.rank != b.rank ? a.rank > b.rank : a.part > b.part;
    }
  };

  void MergeAll(std::string_view piece, std::vector<Token>* out);
  void Plan(std::string_view piece, uint32_t part);

  const Vocabulary& vocabulary_;
  std::vector<Known> known_;
  std::vector<Part> parts_;
  std::vector<Planned> planned_;  // a heap
};

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_BYTE_PAIR_ENCODER_H_

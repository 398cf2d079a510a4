// Cuts text into the pieces within which byte pairs are merged ("pre-tokenization").

#ifndef JSONL_COMMON_TOKENIZER_SPLITTER_H_
#define JSONL_COMMON_TOKENIZER_SPLITTER_H_

#include <cstddef>
#include <memory>
#include <string_view>

#include "absl/status/statusor.h"

namespace jsonl::tokenizer {

// A step of cutting. Its methods may be called from several threads at once.
class Splitter {
 public:
  virtual ~Splitter() = default;

  // The end of the piece that begins at `begin`, which is in `text`; the piece is not empty. The
  // text is valid UTF-8.
  virtual size_t EndOfPiece(std::string_view text, size_t begin) const = 0;
};

// For a regular expression as the vocabulary's owner wrote it (Rust's or Oniguruma's syntax): the
// pieces are what it matches one after the other, and what lies between matches.
//
// The patterns of GPT-2, of cl100k_base (also Llama 3's and Qwen's) and of o200k_base are matched
// by hand; they need a look-ahead, which RE2 has not. Of others, RE2 matches all but the
// alternative \s+(?!\S). INVALID_ARGUMENT, which names the pattern, for what neither can.
absl::StatusOr<std::unique_ptr<Splitter>> SplitterFor(std::string_view pattern);

// The patterns by the name that OpenAI's vocabularies have.
inline constexpr std::string_view kGpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
inline constexpr std::string_view kCl100kPattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3})"
    R"(| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
inline constexpr std::string_view kO200kPattern =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_SPLITTER_H_

// How many tokens a text has.

#ifndef JSONL_TOOLS_STATS_TOKEN_COUNTER_H_
#define JSONL_TOOLS_STATS_TOKEN_COUNTER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/tokenizer/tokenizer.h"

namespace jsonl::stats {

// What tells how many tokens there are. Threads share it.
class Tokens {
 public:
  // "chars", by the rule of thumb of four characters a token, or a file that
  // tokenizer::Tokenizer::Load takes.
  static absl::StatusOr<std::unique_ptr<const Tokens>> Load(const std::string& name);

  // "chars", or the name of the file without its folders and a fingerprint of its content: counts
  // of one such name can be added up.
  const std::string& name() const { return name_; }

 private:
  friend class TokenCounter;

  std::string name_;
  std::unique_ptr<const tokenizer::Tokenizer> tokenizer_;  // null: by the rule of thumb
};

// Counts for one thread.
class TokenCounter {
 public:
  // The tokens must outlive it.
  explicit TokenCounter(const Tokens& tokens);

  // The tokens of a text of valid UTF-8 and that many code points.
  size_t Count(std::string_view text, size_t code_points);

 private:
  std::unique_ptr<tokenizer::Encoder> encoder_;
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_TOKEN_COUNTER_H_

// The tokens of texts, as packing wants them: with the tokens that stand before and after each.

#ifndef JSONL_TOOLS_CONVERT_TEXT_TOKENS_H_
#define JSONL_TOOLS_CONVERT_TEXT_TOKENS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/record/nested.h"
#include "common/report/diagnostic.h"
#include "common/text/buffer.h"
#include "common/tokenizer/tokenizer.h"

namespace jsonl {

// Threads share it.
struct TextRules {
  std::shared_ptr<const tokenizer::Tokenizer> tokenizer;
  // What comes before and after a text that does not begin or end with it; kNoToken: nothing.
  tokenizer::Token begin = tokenizer::kNoToken;
  tokenizer::Token end = tokenizer::kNoToken;

  // `file` is one that Tokenizer::Load takes; `begin` and `end` are the number of a token, the text
  // of an added one, or "none". An empty `begin` is none, an empty `end` the tokenizer's own.
  // INVALID_ARGUMENT also where that is not known.
  static absl::StatusOr<TextRules> Load(const std::string& file, std::string_view begin,
                                        std::string_view end);
};

// One a thread.
class TextTokens {
 public:
  // The rules must outlive it.
  explicit TextTokens(const TextRules& rules);

  // The tokens of a text of valid UTF-8, until the next call; or appends to `findings` why they
  // would be wrong.
  const std::vector<int64_t>& Of(std::string_view text, std::vector<report::Finding>* findings);
  // Appends the records of `lines`, objects with a string `text`, with their tokens as `input_ids`
  // in its place; without the last line end. Returns how many they are.
  size_t AppendRecords(std::string_view lines, text::Buffer* out,
                       std::vector<report::Finding>* findings);

 private:
  void AppendRecord(json::Value root, text::Buffer* out, std::vector<report::Finding>* findings);

  const TextRules& rules_;
  const bool knows_harmony_;
  tokenizer::Encoder encoder_;
  std::vector<int64_t> tokens_;
  record::Nested nested_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_TEXT_TOKENS_H_

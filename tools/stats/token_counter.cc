#include "tools/stats/token_counter.h"

#include "absl/strings/str_format.h"
#include "common/hash/fingerprint.h"
#include "common/io/read_file.h"

namespace jsonl::stats {
namespace {

constexpr size_t kCharsPerToken = 4;

}  // namespace

absl::StatusOr<std::unique_ptr<const Tokens>> Tokens::Load(const std::string& name) {
  auto tokens = std::make_unique<Tokens>();
  tokens->name_ = name;
  if (name == "chars") return tokens;
  absl::StatusOr<std::unique_ptr<const tokenizer::Tokenizer>> loaded =
      tokenizer::Tokenizer::Load(name);
  if (!loaded.ok()) return loaded.status();
  tokens->tokenizer_ = *std::move(loaded);
  absl::StatusOr<std::string> content = io::ReadFile(name);
  if (!content.ok()) return content.status();
  tokens->name_ =
      absl::StrFormat("%s %016x", name.substr(name.rfind('/') + 1), hash::Hash(*content).low);
  return tokens;
}

TokenCounter::TokenCounter(const Tokens& tokens) {
  if (tokens.tokenizer_ != nullptr) {
    encoder_ = std::make_unique<tokenizer::Encoder>(*tokens.tokenizer_);
  }
}

size_t TokenCounter::Count(std::string_view text, size_t code_points) {
  if (encoder_ != nullptr) return encoder_->Encode(text).size();
  return (code_points + kCharsPerToken - 1) / kCharsPerToken;
}

}  // namespace jsonl::stats

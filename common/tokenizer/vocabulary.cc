#include "common/tokenizer/vocabulary.h"

#include <utility>

namespace jsonl::tokenizer {
namespace {

uint64_t Pair(Token left, Token right) { return uint64_t{left} << 32 | right; }

}  // namespace

absl::Status Vocabulary::Add(std::string bytes, Token token) {
  if (bytes.empty()) return absl::InvalidArgumentError(text::Cat("token ", token, " is empty"));
  auto [place, added] = tokens_.try_emplace(std::move(bytes), token);
  if (added) return absl::OkStatus();
  return absl::InvalidArgumentError(
      text::Cat("tokens ", place->second, " and ", token, " are the same text"));
}

void Vocabulary::AddMerge(Token left, Token right, Token merged) {
  merges_.try_emplace(Pair(left, right), Merge{static_cast<uint32_t>(merges_.size()), merged});
}

absl::Status Vocabulary::Complete() {
  for (uint32_t byte = 0; byte < bytes_.size(); ++byte) {
    const char c = static_cast<char>(byte);
    bytes_[byte] = Find({&c, 1});
    if (bytes_[byte] == kNoToken) {
      return absl::InvalidArgumentError(
          text::Cat("no token for byte ", byte, ": not every text could be encoded"));
    }
  }
  return absl::OkStatus();
}

Token Vocabulary::Find(std::string_view bytes) const {
  auto found = tokens_.find(bytes);
  return found == tokens_.end() ? kNoToken : found->second;
}

Merge Vocabulary::FindMerge(Token left, Token right, std::string_view bytes) const {
  if (by_number_) {
    const Token token = Find(bytes);
    return {token, token};
  }
  auto found = merges_.find(Pair(left, right));
  return found == merges_.end() ? Merge() : found->second;
}

}  // namespace jsonl::tokenizer

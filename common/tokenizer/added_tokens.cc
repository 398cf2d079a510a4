#include "common/tokenizer/added_tokens.h"

#include <algorithm>
#include <utility>

#include "common/tokenizer/character_class.h"

namespace jsonl::tokenizer {
namespace {

// Where the white space begins that text[from, end) ends with.
size_t StartOfSpaceBefore(std::string_view text, size_t from, size_t end) {
  size_t start = from;
  for (size_t i = from; i < end;) {
    const Character c = CharacterAt(text, i);
    i += c.size;
    if (!c.Is(kSpace)) start = i;
  }
  return start;
}

size_t EndOfSpaceAfter(std::string_view text, size_t position) {
  while (position < text.size()) {
    const Character c = CharacterAt(text, position);
    if (!c.Is(kSpace)) break;
    position += c.size;
  }
  return position;
}

}  // namespace

void AddedTokens::Add(AddedToken token) {
  if (token.text.empty()) return;
  first_bytes_[static_cast<uint8_t>(token.text[0])] = true;
  auto shorter = std::find_if(tokens_.begin(), tokens_.end(), [&](const AddedToken& other) {
    return other.text.size() < token.text.size();
  });
  tokens_.insert(shorter, std::move(token));
}

Token AddedTokens::Find(std::string_view text) const {
  for (const AddedToken& token : tokens_) {
    if (token.text == text) return token.token;
  }
  return kNoToken;
}

std::optional<AddedTokens::Found> AddedTokens::FindFirst(std::string_view text, size_t from) const {
  if (tokens_.empty()) return std::nullopt;
  for (size_t begin = from; begin < text.size(); ++begin) {
    if (!first_bytes_[static_cast<uint8_t>(text[begin])]) continue;
    const std::string_view rest = text.substr(begin);
    for (const AddedToken& token : tokens_) {
      if (!rest.starts_with(token.text)) continue;
      Found found = {begin, begin + token.text.size(), token.token};
      if (token.strip_left) found.begin = StartOfSpaceBefore(text, from, begin);
      if (token.strip_right) found.end = EndOfSpaceAfter(text, found.end);
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace jsonl::tokenizer

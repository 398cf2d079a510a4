// What the patterns that cut text before byte pairs are merged tell apart.

#ifndef JSONL_COMMON_TOKENIZER_CHARACTER_CLASS_H_
#define JSONL_COMMON_TOKENIZER_CHARACTER_CLASS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jsonl::tokenizer {

// Bits of a character, after Unicode's general categories (of the ICU that is linked).
enum CharacterClass : uint8_t {
  kUpper = 1,     // Lu, Lt, Lm, Lo, M: what a word may begin with in o200k
  kLower = 2,     // Ll, Lm, Lo, M: what it may end with
  kLetter = 4,    // L
  kNumber = 8,    // N
  kSpace = 16,    // the property White_Space
  kNewline = 32,  // "\r" and "\n"
};

// A character of a text.
struct Character {
  uint8_t bits;
  uint8_t size;  // bytes

  bool Is(uint8_t any_of) const { return (bits & any_of) != 0; }
};

// One that is not ASCII.
Character WideCharacterAt(std::string_view text, size_t position);

inline constexpr std::array<uint8_t, 128> kAsciiClasses = [] {
  std::array<uint8_t, 128> bits = {};
  for (size_t c = 'A'; c <= 'Z'; ++c) bits[c] = kUpper | kLetter;
  for (size_t c = 'a'; c <= 'z'; ++c) bits[c] = kLower | kLetter;
  for (size_t c = '0'; c <= '9'; ++c) bits[c] = kNumber;
  for (size_t c = '\t'; c <= '\r'; ++c) bits[c] = kSpace;
  bits[' '] = kSpace;
  bits['\r'] |= kNewline;
  bits['\n'] |= kNewline;
  return bits;
}();

// The one at `position`, which is in `text`. The text is valid UTF-8.
inline Character CharacterAt(std::string_view text, size_t position) {
  const auto lead = static_cast<uint8_t>(text[position]);
  return lead < 0x80 ? Character{kAsciiClasses[lead], 1} : WideCharacterAt(text, position);
}

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_CHARACTER_CLASS_H_

#include "common/text/words.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <cstddef>
#include <cstring>
#include <memory>

namespace jsonl::text {
namespace {

__extension__ using Word128 = unsigned __int128;

// Odd, and without a pattern: of the digits of pi.
constexpr uint64_t kFirst = 0x243f6a8885a308d3;
constexpr uint64_t kSecond = 0x13198a2e03707345;

uint64_t Multiply(uint64_t a, uint64_t b) {
  const Word128 product = Word128{a} * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

template <typename T>
uint64_t Load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// The bytes of 1 to 8 as one number.
uint64_t LoadUpTo8(const char* from, size_t size) {
  if (size >= 4) return Load<uint32_t>(from) | Load<uint32_t>(from + size - 4) << 32;
  return static_cast<unsigned char>(from[0]) |
         uint64_t{static_cast<unsigned char>(from[size / 2])} << 8 |
         uint64_t{static_cast<unsigned char>(from[size - 1])} << 16;
}

// Of the bytes, with those bits set in each of them.
template <uint64_t kSet>
uint64_t HashBytes(std::string_view bytes) {
  constexpr uint64_t kInEight = kSet * 0x0101010101010101;
  constexpr uint64_t kInThree = kSet * 0x010101;
  uint64_t hash = kFirst * bytes.size();
  const char* at = bytes.data();
  size_t left = bytes.size();
  for (; left > 8; left -= 8, at += 8) {
    hash = Multiply(hash ^ (Load<uint64_t>(at) | kInEight), kFirst);
  }
  return Multiply(hash ^ (LoadUpTo8(at, left) | (left < 4 ? kInThree : kInEight)), kSecond);
}

constexpr bool IsAsciiWord(int c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool IsUnspaced(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(c, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_YI:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_MYANMAR:
    case USCRIPT_KHMER:
      return true;
    default:
      // Both Hiragana and Katakana: the long vowel mark, full and half width.
      return c == 0x30fc || c == 0xff70;
  }
}

// What a character is to words, and which it is without its case.
struct Character {
  enum Kind : uint32_t { kBetween, kLetter, kUnspaced };
  uint32_t folded : 24;
  uint32_t kind : 8;
};

Character Classify(UChar32 c) {
  const auto folded = static_cast<uint32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT));
  if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) == 0) {
    return {folded & 0xffffff, Character::kBetween};
  }
  return {folded & 0xffffff, IsUnspaced(c) ? Character::kUnspaced : Character::kLetter};
}

constexpr UChar32 kTableSize = 0x10000;

std::unique_ptr<Character[]> NewTable() {
  auto table = std::make_unique<Character[]>(kTableSize);
  for (UChar32 c = 0; c < kTableSize; ++c) table[static_cast<size_t>(c)] = Classify(c);
  return table;
}

Character CharacterOf(UChar32 c) {
  static const std::unique_ptr<Character[]> table = NewTable();
  return c < kTableSize ? table[static_cast<size_t>(c)] : Classify(c);
}

}  // namespace

constexpr std::array<WordReader::Kind, 256> WordReader::kKinds = [] {
  std::array<Kind, 256> kinds = {};
  for (int c = 0; c < 256; ++c) {
    kinds[static_cast<size_t>(c)] = c >= 0x80 ? kBeyond : IsAsciiWord(c) ? kAscii : kBetween;
  }
  return kinds;
}();

// Digits and lower-case letters have the bit 0x20; with it, capitals are lower-case.
uint64_t WordReader::HashAscii(std::string_view word) { return HashBytes<0x20>(word); }

bool WordReader::NextBeyondAscii(Word* word) {
  folded_.clear();
  const char* begin = at_;
  while (at_ < end_) {
    const char* character = at_;
    UChar32 code_point;
    size_t length = 0;
    U8_NEXT_UNSAFE(at_, length, code_point);
    const Character c = CharacterOf(code_point);
    const bool breaks = c.kind != Character::kLetter;
    if (breaks && !folded_.empty()) break;
    at_ += length;
    if (c.kind == Character::kBetween) continue;
    if (folded_.empty()) begin = character;
    char bytes[U8_MAX_LENGTH];
    length = 0;
    U8_APPEND_UNSAFE(bytes, length, c.folded);
    folded_.append(bytes, length);
    if (breaks) break;
  }
  if (folded_.empty()) return false;
  word->text = {begin, static_cast<size_t>(at_ - begin)};
  word->hash = HashBytes<0>(folded_);
  return true;
}

}  // namespace jsonl::text

// The words of a text, as near-duplicates and overlaps are told by.

#ifndef JSONL_COMMON_TEXT_WORDS_H_
#define JSONL_COMMON_TEXT_WORDS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace jsonl::text {

struct Word {
  std::string_view text;  // as written
  uint64_t hash;          // of the word without its case
};

// A word is a run of letters, marks and digits (Unicode's categories L, M and N). Where a script
// puts no spaces between words each code point is one: Han, Bopomofo, Hiragana, Katakana, Yi, Thai,
// Lao, Myanmar, Khmer. All else is between words. Case is folded as in CaseFolding.txt, C and S;
// composed and decomposed forms differ.
class WordReader {
 public:
  // The text is valid UTF-8, and stays.
  void Start(std::string_view text) {
    at_ = text.data();
    end_ = at_ + text.size();
  }

  // False at the end of the text.
  bool Next(Word* word) {
    while (at_ < end_ && KindAt(at_) == kBetween) ++at_;
    const char* begin = at_;
    while (at_ < end_ && KindAt(at_) == kAscii) ++at_;
    if (at_ < end_ && KindAt(at_) == kBeyond) {
      at_ = begin;
      return NextBeyondAscii(word);
    }
    word->text = {begin, static_cast<size_t>(at_ - begin)};
    if (word->text.empty()) return false;
    word->hash = HashAscii(word->text);
    return true;
  }

 private:
  enum Kind : uint8_t { kBetween, kAscii, kBeyond };
  static const std::array<Kind, 256> kKinds;

  static Kind KindAt(const char* at) { return kKinds[static_cast<unsigned char>(*at)]; }
  static uint64_t HashAscii(std::string_view word);
  bool NextBeyondAscii(Word* word);

  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::string folded_;
};

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_WORDS_H_

#include "common/tokenizer/known_splitters.h"

#include <array>
#include <cstdint>

#include "common/text/strings.h"
#include "common/tokenizer/character_class.h"

namespace jsonl::tokenizer {
namespace {

size_t EndOfRun(std::string_view text, size_t position, uint8_t classes) {
  while (position < text.size()) {
    const Character c = CharacterAt(text, position);
    if (!c.Is(classes)) break;
    position += c.size;
  }
  return position;
}

// [^\s\p{L}\p{N}]+
size_t EndOfSymbols(std::string_view text, size_t position) {
  while (position < text.size()) {
    const Character c = CharacterAt(text, position);
    if (c.Is(kSpace | kLetter | kNumber)) break;
    position += c.size;
  }
  return position;
}

enum class Case { kExact, kAny };

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// 's|'t|'re|'ve|'m|'ll|'d: where it ends; `position` if there is none.
size_t EndOfContraction(std::string_view text, size_t position, Case which) {
  const std::string_view rest = text.substr(position, 3);
  if (rest.size() < 2 || rest[0] != '\'') return position;
  const char first = which == Case::kAny ? Lower(rest[1]) : rest[1];
  if (first == 's' || first == 't' || first == 'm' || first == 'd') return position + 2;
  if (rest.size() < 3) return position;
  const char second = which == Case::kAny ? Lower(rest[2]) : rest[2];
  if ((second == 'e' && (first == 'r' || first == 'v')) || (first == 'l' && second == 'l')) {
    return position + 3;
  }
  // The long s is an s where case does not count.
  if (which == Case::kAny && rest.substr(1) == "\u017f") return position + 3;
  return position;
}

// \s+(?!\S)|\s+, at a space: all of a run but for the last character, if something follows it.
// With `lines`, \s*[\r\n]+ comes first: through the last line end of the run.
size_t EndOfSpace(std::string_view text, size_t position, bool lines) {
  size_t end = position;
  size_t last = position;  // where the last character of the run begins
  size_t after_line = position;
  while (end < text.size()) {
    const Character c = CharacterAt(text, end);
    if (!c.Is(kSpace)) break;
    last = end;
    end += c.size;
    if (c.Is(kNewline)) after_line = end;
  }
  if (lines && after_line > position) return after_line;
  return end == text.size() || last == position ? end : last;
}

//  ?[^\s\p{L}\p{N}]+ and, with `tail`, what [...]* of ASCII follows: where it ends; `position` if
// there is none.
size_t EndOfPunctuation(std::string_view text, size_t position, std::string_view tail) {
  const size_t begin = position + (text[position] == ' ');
  size_t end = EndOfSymbols(text, begin);
  if (end == begin) return position;
  while (end < text.size() && tail.find(text[end]) != tail.npos) ++end;
  return end;
}

class Gpt2Splitter : public Splitter {
 public:
  size_t EndOfPiece(std::string_view text, size_t begin) const override {
    size_t end = EndOfContraction(text, begin, Case::kExact);
    if (end > begin) return end;
    const size_t word = begin + (text[begin] == ' ');
    if (word < text.size()) {
      const Character c = CharacterAt(text, word);
      if (c.Is(kLetter)) return EndOfRun(text, word, kLetter);
      if (c.Is(kNumber)) return EndOfRun(text, word, kNumber);
      if (!c.Is(kSpace)) return EndOfSymbols(text, word);
    }
    return EndOfSpace(text, begin, false);
  }
};

size_t EndOfNumber(std::string_view text, size_t position, int max_digits) {
  for (int i = 0; i < max_digits && position < text.size(); ++i) {
    const Character c = CharacterAt(text, position);
    if (!c.Is(kNumber)) break;
    position += c.size;
  }
  return position;
}

class Cl100kSplitter : public Splitter {
 public:
  explicit Cl100kSplitter(int max_digits) : max_digits_(max_digits) {}

  size_t EndOfPiece(std::string_view text, size_t begin) const override {
    size_t end = EndOfContraction(text, begin, Case::kAny);
    if (end > begin) return end;
    const Character first = CharacterAt(text, begin);
    if (first.Is(kLetter)) return EndOfRun(text, begin, kLetter);
    if (first.Is(kNumber)) return EndOfNumber(text, begin, max_digits_);
    if (!first.Is(kNewline)) {
      const size_t word = begin + first.size;
      end = EndOfRun(text, word, kLetter);
      if (end > word) return end;
    }
    end = EndOfPunctuation(text, begin, "\r\n");
    return end > begin ? end : EndOfSpace(text, begin, true);
  }

 private:
  int max_digits_;
};

class O200kSplitter : public Splitter {
 public:
  size_t EndOfPiece(std::string_view text, size_t begin) const override {
    const Character first = CharacterAt(text, begin);
    if (first.Is(kNumber)) return EndOfNumber(text, begin, 3);
    // [^\r\n\p{L}\p{N}]? is tried with a character before it is tried without.
    const size_t word = begin + (first.Is(kLetter | kNewline) ? 0 : first.size);
    Word found = FindWord(text, word);
    if (found.lower == kNone && word > begin) {
      const Word whole = FindWord(text, begin);  // of marks
      if (whole.lower != kNone || found.upper == kNone) found = whole;
    }
    size_t end = found.lower != kNone ? found.lower : found.upper;
    if (end != kNone) return EndOfContraction(text, end, Case::kAny);
    end = EndOfPunctuation(text, begin, "\r\n/");
    return end > begin ? end : EndOfSpace(text, begin, true);
  }

 private:
  static constexpr size_t kNone = ~size_t{0};
  struct Word {
    size_t lower;  // the end of [upper]*[lower]+; kNone: no match
    size_t upper;  // that of [upper]+[lower]*, where the other one does not match
  };

  static Word FindWord(std::string_view text, size_t begin) {
    size_t end = begin;
    size_t after_both = kNone;  // the last character so far that is of both classes
    while (end < text.size()) {
      const Character c = CharacterAt(text, end);
      if (!c.Is(kUpper)) {
        if (c.Is(kLower)) return {EndOfRun(text, end, kLower), kNone};
        break;
      }
      end += c.size;
      if (c.Is(kLower)) after_both = end;
    }
    return {after_both, end > begin ? end : kNone};
  }
};

}  // namespace

std::unique_ptr<Splitter> KnownSplitter(std::string_view pattern) {
  if (pattern == kGpt2Pattern) return std::make_unique<Gpt2Splitter>();
  if (pattern == kO200kPattern) return std::make_unique<O200kSplitter>();
  constexpr std::string_view kMany = R"(|\p{N}{1,3}|)";
  constexpr std::string_view kOne = R"(|\p{N}|)";
  std::string one_digit(kCl100kPattern);
  one_digit.replace(one_digit.find(kMany), kMany.size(), kOne);
  if (pattern == kCl100kPattern) return std::make_unique<Cl100kSplitter>(3);
  if (pattern == one_digit) return std::make_unique<Cl100kSplitter>(1);
  return nullptr;
}

}  // namespace jsonl::tokenizer

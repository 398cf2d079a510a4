// Names of members, to be compared often.

#ifndef JSONL_COMMON_JSON_NAME_H_
#define JSONL_COMMON_JSON_NAME_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace jsonl::json {

static_assert(std::endian::native == std::endian::little);

// A name with a word made of it, which is equal for equal names: names of up to seven bytes are
// compared by it alone, and of longer ones it tells most apart. Does not own the name.
class Name {
 public:
  Name() = default;
  constexpr Name(std::string_view text) : text_(text), word_(WordOf(text)) {}  // NOLINT
  constexpr Name(const char* text) : Name(std::string_view(text)) {}           // NOLINT

  constexpr std::string_view text() const { return text_; }
  constexpr uint64_t word() const { return word_; }

  // Whether it is the name of that text, which needs no word.
  constexpr bool Is(std::string_view text) const {
    if (text.size() != text_.size()) return false;
    return text.size() < 8 ? WordOf(text) == word_ : SameText(text_, text);
  }
  friend constexpr bool operator==(const Name& a, const Name& b) {
    return a.word_ == b.word_ && a.text_.size() == b.text_.size() &&
           (a.text_.size() < 8 || SameText(a.text_, b.text_));
  }

 private:
  template <typename Word>
  static constexpr Word Load(const char* p) {
    Word word = 0;
    if (std::is_constant_evaluated()) {
      for (size_t i = 0; i < sizeof(Word); ++i) {
        word |= static_cast<Word>(Word{static_cast<unsigned char>(p[i])} << (8 * i));
      }
    } else {
      std::memcpy(&word, p, sizeof word);
    }
    return word;
  }

  // Of texts of one size, 8 bytes or more.
  static constexpr bool SameText(std::string_view a, std::string_view b) {
    const size_t n = a.size();
    if (n > 16) return a == b;
    return Load<uint64_t>(a.data()) == Load<uint64_t>(b.data()) &&
           Load<uint64_t>(a.data() + n - 8) == Load<uint64_t>(b.data() + n - 8);
  }

  static constexpr uint64_t WordOf(std::string_view text) {
    const char* p = text.data();
    const size_t n = text.size();
    if (n >= 8) return Load<uint64_t>(p) + Load<uint64_t>(p + n - 8) * 0x9e3779b97f4a7c15;
    if (n >= 4) return Load<uint32_t>(p) | uint64_t{Load<uint32_t>(p + n - 4)} << 32;
    if (n == 0) return 0;
    return Load<uint8_t>(p) | Load<uint8_t>(p + n / 2) << 8 | Load<uint8_t>(p + n - 1) << 16;
  }

  std::string_view text_;
  uint64_t word_ = 0;
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_NAME_H_

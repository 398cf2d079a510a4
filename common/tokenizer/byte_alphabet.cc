#include "common/tokenizer/byte_alphabet.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace jsonl::tokenizer {
namespace {

// Bytes that are printable characters of Latin-1 stand for themselves. The others, in their order,
// are the characters from U+0100 on.
constexpr size_t kOthers = 68;

struct Alphabet {
  std::array<bool, 256> printable = {};
  std::array<char, kOthers> others = {};
};

constexpr Alphabet kAlphabet = [] {
  Alphabet alphabet;
  size_t next = 0;
  for (size_t byte = 0; byte < 256; ++byte) {
    alphabet.printable[byte] = (byte >= '!' && byte <= '~') || (byte >= 0xa1 && byte != 0xad);
    if (!alphabet.printable[byte]) alphabet.others[next++] = static_cast<char>(byte);
  }
  return alphabet;
}();

}  // namespace

std::optional<std::string> BytesOf(std::string_view text) {
  std::string bytes;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<uint8_t>(text[i]);
    size_t code_point = lead;
    if (lead >= 0x80) {
      if (lead >= 0xe0) return std::nullopt;  // past U+07FF
      code_point = (lead & 0x1fu) << 6 | (static_cast<uint8_t>(text[++i]) & 0x3fu);
    }
    if (code_point < 256 && kAlphabet.printable[code_point]) {
      bytes += static_cast<char>(code_point);
    } else if (code_point >= 256 && code_point < 256 + kOthers) {
      bytes += kAlphabet.others[code_point - 256];
    } else {
      return std::nullopt;
    }
  }
  return bytes;
}

}  // namespace jsonl::tokenizer

#include "common/text/utf8.h"

namespace jsonl::text {
namespace {

bool IsContinuation(unsigned char c) { return (c & 0xc0) == 0x80; }

// The length of the well-formed sequence at the start of `text`, 0 if there is none.
size_t SequenceLength(std::string_view text) {
  auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char c = byte(0);
  if (c < 0x80) return 1;
  size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
  if (c < 0xc2 || c > 0xf4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if (!IsContinuation(byte(i))) return 0;
  }
  unsigned char d = byte(1);
  if ((c == 0xe0 && d < 0xa0) || (c == 0xed && d > 0x9f) || (c == 0xf0 && d < 0x90) ||
      (c == 0xf4 && d > 0x8f)) {
    return 0;
  }
  return length;
}

// The code point of a well-formed sequence.
uint32_t CodePoint(std::string_view sequence) {
  auto c = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return c;
  uint32_t value = c & (0xff >> (sequence.size() + 1));
  for (size_t i = 1; i < sequence.size(); ++i) {
    value = value << 6 | (static_cast<unsigned char>(sequence[i]) & 0x3f);
  }
  return value;
}

}  // namespace

// The bidirectional types WS, B, S and the category Zs.
bool IsSpace(uint32_t c) {
  if (c <= 0x20) return c == 0x20 || (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x1f);
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += static_cast<signed char>(c) > -65;  // all but 10xxxxxx
  return count;
}

size_t FindInvalidUtf8(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    size_t length = SequenceLength(text.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return i;
}

std::string ToValidUtf8(std::string_view text) {
  std::string out;
  while (true) {
    const size_t good = FindInvalidUtf8(text);
    out += text.substr(0, good);
    if (good == text.size()) return out;
    out += "\xef\xbf\xbd";
    text.remove_prefix(good + 1);
  }
}

std::string_view Strip(std::string_view text) {
  while (!text.empty()) {
    size_t length = SequenceLength(text);
    if (length == 0 || !IsSpace(CodePoint(text.substr(0, length)))) break;
    text.remove_prefix(length);
  }
  while (!text.empty()) {
    size_t start = text.size() - 1;
    while (start > 0 && IsContinuation(static_cast<unsigned char>(text[start]))) --start;
    std::string_view last = text.substr(start);
    if (SequenceLength(last) != last.size() || !IsSpace(CodePoint(last))) break;
    text.remove_suffix(last.size());
  }
  return text;
}

std::string_view Beginning(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && IsContinuation(static_cast<unsigned char>(text[bytes]))) --bytes;
  return text.substr(0, bytes);
}

std::string Shortened(std::string_view text) {
  constexpr size_t kMost = 60;
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (starts && ++count > kMost) return std::string(text.substr(0, i)) + "...";
  }
  return std::string(text);
}

std::string Visible(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  auto is_c1 = [](unsigned char c) { return c >= 0x80 && c < 0xa0; };
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xc2 && i + 1 < text.size() && is_c1(static_cast<unsigned char>(text[i + 1]))) {
      byte = static_cast<unsigned char>(text[++i]);  // U+0080 to U+009F
    } else if (byte >= 0x20 && byte != 0x7f) {
      out += text[i];
      continue;
    }
    if (byte == '\n' || byte == '\r' || byte == '\t') {
      out += byte == '\n' ? "\\n" : byte == '\r' ? "\\r" : "\\t";
    } else {
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

}  // namespace jsonl::text

#include "common/json/writer.h"

#include <emmintrin.h>

#include <bit>
#include <cstdint>
#include <cstring>

namespace jsonl::json {
namespace {

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// A bit for each byte that must be escaped, the lowest of which is exact.
uint64_t EscapeBits(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighs = 0x8080808080808080;
  auto zero = [](uint64_t x) { return (x - kOnes) & ~x; };
  return ((word - 0x20 * kOnes) & ~word & kHighs) | (zero(word ^ ('"' * kOnes)) & kHighs) |
         (zero(word ^ ('\\' * kOnes)) & kHighs);
}

// The first character that must be escaped in 8 to 16 bytes; `end` if there is none.
const char* FindInTwoWords(const char* p, const char* end) {
  for (const char* at : {p, end - 8}) {
    uint64_t word;
    std::memcpy(&word, at, sizeof word);
    if (uint64_t bits = EscapeBits(word); bits != 0) return at + std::countr_zero(bits) / 8;
  }
  return end;
}

// The first character of [p, end) that must be escaped; `end` if there is none.
const char* FindEscape(const char* p, const char* end) {
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1f);
  for (; end - p >= 16; p += 16) {
    __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i hit = _mm_cmpeq_epi8(_mm_min_epu8(chunk, last_control), chunk);
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(chunk, quote));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(chunk, backslash));
    auto mask = static_cast<uint32_t>(_mm_movemask_epi8(hit));
    if (mask != 0) return p + std::countr_zero(mask);
  }
  if (end - p >= 8) return FindInTwoWords(p, end);
  while (p < end && !NeedsEscape(*p)) ++p;
  return p;
}

template <typename Out>
void AppendEscape(char c, Out* out) {
  switch (c) {
    case '"':
      out->append("\\\"");
      return;
    case '\\':
      out->append("\\\\");
      return;
    case '\b':
      out->append("\\b");
      return;
    case '\t':
      out->append("\\t");
      return;
    case '\n':
      out->append("\\n");
      return;
    case '\f':
      out->append("\\f");
      return;
    case '\r':
      out->append("\\r");
      return;
    default:
      out->append("\\u00");
      out->push_back(c < 0x10 ? '0' : '1');
      out->push_back("0123456789abcdef"[c & 0xf]);
  }
}

template <typename Out>
void AppendEscapedTo(std::string_view text, Out* out) {
  const char* p = text.data();
  const char* end = p + text.size();
  while (true) {
    const char* stop = FindEscape(p, end);
    out->append(p, static_cast<size_t>(stop - p));
    if (stop == end) break;
    AppendEscape(*stop, out);
    p = stop + 1;
  }
}

template <typename Out>
void AppendStringTo(std::string_view text, Out* out) {
  out->push_back('"');
  AppendEscapedTo(text, out);
  out->push_back('"');
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
template <typename Out>
void AppendCompactTo(Value value, Out* out) {
  char separator = '\0';
  if (value.is_object()) {
    out->push_back('{');
    for (Member member : value.members()) {
      if (separator != '\0') out->push_back(separator);
      separator = ',';
      out->append(member.key.raw());
      out->push_back(':');
      AppendCompactTo(member.value, out);
    }
    out->push_back('}');
  } else if (value.is_array()) {
    out->push_back('[');
    for (Value element : value.elements()) {
      if (separator != '\0') out->push_back(separator);
      separator = ',';
      AppendCompactTo(element, out);
    }
    out->push_back(']');
  } else {
    out->append(value.raw());
  }
}

}  // namespace

void AppendString(std::string_view text, std::string* out) { AppendStringTo(text, out); }
void AppendString(std::string_view text, text::Buffer* out) { AppendStringTo(text, out); }
void AppendEscaped(std::string_view text, std::string* out) { AppendEscapedTo(text, out); }
void AppendEscaped(std::string_view text, text::Buffer* out) { AppendEscapedTo(text, out); }
void AppendCompact(Value value, std::string* out) { AppendCompactTo(value, out); }
void AppendCompact(Value value, text::Buffer* out) { AppendCompactTo(value, out); }

}  // namespace jsonl::json

#include "common/text/scripts.h"

#include <emmintrin.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <cstring>
#include <memory>
#include <type_traits>

namespace jsonl::text {
namespace {

// Of code points that no script has for its own.
constexpr Script kNone = 255;

Script LookUp(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode code = uscript_getScript(c, &error);
  const bool own =
      U_SUCCESS(error) && code > USCRIPT_INHERITED && code < kNone && code != USCRIPT_UNKNOWN;
  return own ? static_cast<Script>(code) : kNone;
}

// Of the basic multilingual plane; made where text is first seen that is not ASCII.
class ScriptTable {
 public:
  ScriptTable() : scripts_(std::make_unique<Script[]>(kSize)) {
    for (UChar32 c = 0; c < kSize; ++c) scripts_[static_cast<size_t>(c)] = LookUp(c);
  }
  Script Of(UChar32 c) const { return c < kSize ? scripts_[static_cast<size_t>(c)] : LookUp(c); }

 private:
  static constexpr UChar32 kSize = 0x10000;
  std::unique_ptr<Script[]> scripts_;
};

constexpr size_t kVector = sizeof(__m128i);
constexpr size_t kChunk = 4 * kVector;

// Whether all of so many bytes, at most 255 vectors, are ASCII; adds up the letters among them.
template <size_t kSize>
bool CountAscii(const char* bytes, uint64_t* letters) {
  const __m128i to_lower = _mm_set1_epi8(0x20);
  // Moves 'a' to the least of signed bytes, so that one comparison finds the 26 letters.
  const __m128i to_least = _mm_set1_epi8(static_cast<char>(0x80 - 'a'));
  const __m128i behind_letters = _mm_set1_epi8(-128 + 26);
  __m128i any = _mm_setzero_si128();
  __m128i count = _mm_setzero_si128();
  for (size_t i = 0; i < kSize; i += kVector) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i));
    any = _mm_or_si128(any, c);
    const __m128i moved = _mm_add_epi8(_mm_or_si128(c, to_lower), to_least);
    count = _mm_sub_epi8(count, _mm_cmplt_epi8(moved, behind_letters));
  }
  if (_mm_movemask_epi8(any) != 0) return false;
  const __m128i sums = _mm_sad_epu8(count, _mm_setzero_si128());
  *letters += static_cast<uint64_t>(_mm_cvtsi128_si64(sums)) +
              static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
  return true;
}

}  // namespace

std::string_view ScriptName(Script script) {
  const char* name = uscript_getName(static_cast<UScriptCode>(script));
  return name == nullptr ? std::string_view() : name;
}

std::string_view ScriptCode(Script script) {
  const char* code = uscript_getShortName(static_cast<UScriptCode>(script));
  return code == nullptr ? std::string_view() : code;
}

bool FindScript(std::string_view code, Script* script) {
  for (int i = USCRIPT_INHERITED + 1; i < kNone; ++i) {
    if (code.empty() || ScriptCode(static_cast<Script>(i)) != code) continue;
    *script = static_cast<Script>(i);
    return true;
  }
  return false;
}

size_t ScriptCounter::Add(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  uint64_t latin = 0;
  size_t code_points = 0;
  const auto add = [&]<size_t kSize>(std::integral_constant<size_t, kSize>) {
    if (CountAscii<kSize>(at, &latin)) {
      at += kSize;
      code_points += kSize;
    } else {
      code_points += AddBeyondAscii(&at, at + kSize, end);
    }
  };
  while (static_cast<size_t>(end - at) >= kChunk) add(std::integral_constant<size_t, kChunk>());
  while (static_cast<size_t>(end - at) >= kVector) add(std::integral_constant<size_t, kVector>());
  if (at < end) {
    const auto size = static_cast<size_t>(end - at);
    char rest[kVector] = {};
    std::memcpy(rest, at, size);
    code_points += CountAscii<kVector>(rest, &latin) ? size : AddBeyondAscii(&at, end, end);
  }
  if (latin > 0) Count(USCRIPT_LATIN, latin);
  return code_points;
}

// Counts code points from *at until one begins at `until` or behind it.
size_t ScriptCounter::AddBeyondAscii(const char** at, const char* until, const char* end) {
  static const ScriptTable kScripts;
  const auto* bytes = reinterpret_cast<const uint8_t*>(*at);
  const size_t stop = static_cast<size_t>(until - *at);
  const size_t size = static_cast<size_t>(end - *at);
  size_t i = 0;
  size_t code_points = 0;
  while (i < stop) {
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    const Script script = kScripts.Of(c);
    if (script != kNone) Count(script, 1);
    ++code_points;
  }
  *at += i;
  return code_points;
}

void ScriptCounter::Clear() {
  for (Script script : scripts_) counts_[script] = 0;
  scripts_.clear();
}

}  // namespace jsonl::text

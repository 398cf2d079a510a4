#include "common/text/scripts.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <memory>

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

constexpr size_t kChunk = 64;

// Whether all bytes are ASCII; adds up the letters among them. Compilers make vectors of it.
bool CountAsciiChunk(const char* bytes, uint64_t* letters) {
  uint8_t any = 0;
  uint8_t count = 0;
  for (size_t i = 0; i < kChunk; ++i) {
    const auto c = static_cast<uint8_t>(bytes[i]);
    any = static_cast<uint8_t>(any | c);
    count = static_cast<uint8_t>(count + (static_cast<uint8_t>((c | 0x20) - 'a') < 26 ? 1 : 0));
  }
  if (any >= 0x80) return false;
  *letters += count;
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
  while (static_cast<size_t>(end - at) >= kChunk) {
    if (CountAsciiChunk(at, &latin)) {
      at += kChunk;
      code_points += kChunk;
    } else {
      code_points += AddBeyondAscii(&at, at + kChunk, end);
    }
  }
  for (; at < end; ++at) {
    const auto c = static_cast<uint8_t>(*at);
    if (c >= 0x80) {
      code_points += AddBeyondAscii(&at, end, end);
      break;
    }
    latin += static_cast<uint8_t>((c | 0x20) - 'a') < 26 ? 1 : 0;
    ++code_points;
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

// The scripts that a text is written in: Latin, Han, Cyrillic ...

#ifndef JSONL_COMMON_TEXT_SCRIPTS_H_
#define JSONL_COMMON_TEXT_SCRIPTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace jsonl::text {

// A script of Unicode's Scripts.txt (UAX #24), by the number that ICU gives it.
using Script = uint8_t;

// "Latin", "Han": its long name in Unicode.
std::string_view ScriptName(Script script);
// "Latn", "Hani": its four letters in ISO 15924.
std::string_view ScriptCode(Script script);
// The script of that code; false if there is none.
bool FindScript(std::string_view code, Script* script);

// How many characters of each script there are in some texts. Those of no script of their own are
// not counted: digits, punctuation, symbols, marks that go with any letter, emoji.
class ScriptCounter {
 public:
  // Returns the number of code points of the text, which is valid UTF-8.
  size_t Add(std::string_view text);

  // The scripts that occurred, in the order they first did.
  const std::vector<Script>& scripts() const { return scripts_; }
  uint64_t count(Script script) const { return counts_[script]; }
  void Clear();

 private:
  void Count(Script script, uint64_t count) {
    if (counts_[script] == 0) scripts_.push_back(script);
    counts_[script] += count;
  }
  size_t AddBeyondAscii(const char** at, const char* until, const char* end);

  std::array<uint64_t, 256> counts_{};
  std::vector<Script> scripts_;
};

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_SCRIPTS_H_

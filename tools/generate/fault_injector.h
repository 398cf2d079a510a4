// JSON broken on purpose.

#ifndef JSONL_TOOLS_GENERATE_FAULT_INJECTOR_H_
#define JSONL_TOOLS_GENERATE_FAULT_INJECTOR_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/generate/json_tree.h"
#include "tools/generate/random.h"

namespace jsonl::generate {

enum class Fault : uint8_t {
  kTrailingComma,    // {"a": 1,}
  kMissingComma,     // {"a": 1 "b": 2}
  kMissingQuote,     // {"a": value}
  kWrongBracket,     // ["a": 1]
  kMalformedEscape,  // {"a": "text\"}
  kMissingBracket,   // {"a": [1, 2}
};
inline constexpr std::array<std::string_view, 6> kFaultNames = {
    "trailing_comma", "missing_comma",    "missing_quote",
    "wrong_bracket",  "malformed_escape", "missing_bracket"};

// Puts faults into the text of a tree, which must stay where it is; each at a place of its own.
// Equal seeds give equal faults.
class FaultInjector {
 public:
  FaultInjector(const JsonTree& tree, uint64_t seed);

  // Whether there was a place left for it.
  bool Add(Fault fault);
  // Up to `count`, of as many kinds as there are places for. How many were added.
  size_t AddAny(size_t count);
  // Mends some, the first that were added: one at least, and one is left.
  void MendSome();

  size_t faults() const { return faults_.size(); }
  // With a space after commas and colons.
  void Write(std::string* out) const;
  Random& random() { return random_; }

 private:
  struct Token {
    char kind;                   // one of { } [ ] , : " for a string, 0 for other scalars
    bool key = false;            // a string that is one
    uint32_t partner = 0;        // of a bracket
    uint32_t changed = 0;        // index of what stands there instead, plus 1
    std::string_view text = {};  // of a string its characters, of other scalars their JSON
  };

  void Append(const JsonTree& tree);
  bool HasPlace(Fault fault, const Token& token) const;
  void Change(uint32_t token, std::string to);

  std::vector<Token> tokens_;
  std::vector<std::string> changes_;
  struct Changed {  // the tokens of a fault, which may be one
    uint32_t first;
    uint32_t last;
  };
  std::vector<Changed> faults_;
  std::vector<uint32_t> places_;
  Random random_;
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_FAULT_INJECTOR_H_

// A pattern of a schema, ready to be matched.

#ifndef JSONL_COMMON_SCHEMA_PATTERN_H_
#define JSONL_COMMON_SCHEMA_PATTERN_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/schema/ecma_regex.h"

namespace re2 {
class RE2;
}

namespace jsonl::schema {

class Pattern {
 public:
  // Fails as ParseEcmaRegex does. Compiles nothing yet: many patterns are never needed, or are
  // plain enough to do without RE2.
  static absl::StatusOr<std::unique_ptr<Pattern>> Make(std::string_view pattern);
  ~Pattern();

  // Whether it occurs in `text`, which is UTF-8; may be called by several threads.
  bool Matches(std::string_view text) const {
    return regex_.sequence ? regex_.sequence->Matches(text) : MatchesRe2(text);
  }

  // The work of matching a text of so many bytes, in steps (schema.h). RE2 may look at the whole
  // program for every byte, though with most texts it does not.
  uint64_t Cost(uint64_t bytes) const {
    return regex_.sequence ? bytes / 64 : bytes * regex_.size / 256;
  }
  // The most bytes of memory that it takes, once it was used.
  uint64_t MemoryUsage() const {
    return sizeof(Pattern) + 2 * regex_.re2.size() + (regex_.sequence ? 0 : Re2Memory());
  }

 private:
  explicit Pattern(EcmaRegex regex);

  bool MatchesRe2(std::string_view text) const;

  // For RE2's program and its automata: so much that it takes every program, and that its lazy
  // automaton is not thrown away all the time.
  uint64_t Re2Memory() const {
    constexpr uint64_t kAutomaton = 64 << 10;
    constexpr uint64_t kInstruction = 128;
    return kAutomaton + kInstruction * regex_.size;
  }

  EcmaRegex regex_;
  mutable std::once_flag compiled_;
  mutable std::unique_ptr<re2::RE2> re2_;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_PATTERN_H_

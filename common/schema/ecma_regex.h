// Regular expressions of ECMA 262, which JSON Schema uses (Core 2020-12, section 6.4), for RE2.

#ifndef JSONL_COMMON_SCHEMA_ECMA_REGEX_H_
#define JSONL_COMMON_SCHEMA_ECMA_REGEX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/schema/byte_sequence.h"

namespace jsonl::schema {

struct EcmaRegex {
  std::string re2;    // the same in RE2's syntax, without groups that capture
  uint64_t size = 0;  // about how many instructions RE2 makes of it
  // The same, where it is plain enough.
  std::optional<ByteSequence> sequence;
};

// The largest `size`: matching takes time in proportion to it for every byte at worst.
constexpr uint64_t kMaxRegexSize = 20'000;

// Translates `pattern`, which is UTF-8 and is read as with the flag "u": \d and \w are of ASCII, \s
// is any white space of Unicode. As without the flag, a bracket or brace that opens nothing stands
// for itself, and so does an escaped character of punctuation.
//
// INVALID_ARGUMENT when it is none of ECMA 262; UNIMPLEMENTED when RE2 cannot express it
// (lookaround, backreferences) or it is too large. The message tells what and at which character.
absl::StatusOr<EcmaRegex> ParseEcmaRegex(std::string_view pattern);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_ECMA_REGEX_H_

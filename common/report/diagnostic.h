// What is wrong with a record: the codes that users filter by, and the findings themselves.

#ifndef JSONL_COMMON_REPORT_DIAGNOSTIC_H_
#define JSONL_COMMON_REPORT_DIAGNOSTIC_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jsonl::report {

// One row a code: the enumerator and the name in reports. The names are a contract with users'
// scripts; add a row to add a code.
#define JSONL_DIAGNOSTIC_CODES(X)           \
  /* lines */                               \
  X(kInvalidJson, "invalid-json")           \
  X(kInvalidUtf8, "invalid-utf8")           \
  X(kBlankLine, "blank-line")               \
  X(kNotAnObject, "not-an-object")          \
  X(kDuplicateKey, "duplicate-key")         \
  X(kLineTooLong, "line-too-long")          \
  X(kTooDeep, "too-deep")                   \
  /* shapes */                              \
  X(kMissingField, "missing-field")         \
  X(kWrongType, "wrong-type")               \
  X(kEmptyField, "empty-field")             \
  X(kUnknownField, "unknown-field")         \
  X(kUnknownRole, "unknown-role")           \
  X(kBadTurnOrder, "bad-turn-order")        \
  X(kMissingAssistant, "missing-assistant") \
  X(kIdenticalPair, "identical-pair")       \
  X(kAmbiguousFormat, "ambiguous-format")   \
  /* responses */                           \
  X(kOutputNotJson, "output-not-json")      \
  X(kOutputTooShort, "output-too-short")    \
  X(kOutputTooLong, "output-too-long")      \
  /* conversion */                          \
  X(kCannotConvert, "cannot-convert")

enum class Code : uint8_t {
#define JSONL_ENUMERATOR(name, text) name,
  JSONL_DIAGNOSTIC_CODES(JSONL_ENUMERATOR)
#undef JSONL_ENUMERATOR
};

inline constexpr size_t kCodeCount = 0
#define JSONL_COUNT(name, text) +1
    JSONL_DIAGNOSTIC_CODES(JSONL_COUNT)
#undef JSONL_COUNT
    ;

// "invalid-json".
std::string_view CodeName(Code code);

enum class Severity : uint8_t { kError, kWarning };

// One finding, before it is known where its line stands in the input.
struct Finding {
  Code code;
  // RFC 6901 pointer to the value in question, empty for the record as a whole.
  std::string pointer;
  // For people: one line, no full stop.
  std::string message;
  Severity severity = Severity::kError;
};

// A finding in its place.
struct Diagnostic {
  std::string_view file;  // as the user named it, or "<stdin>"
  uint64_t line = 0;      // from 1
  uint64_t offset = 0;    // of the record's first byte in the (decompressed) file
  const Finding* finding = nullptr;
};

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_DIAGNOSTIC_H_

// What is wrong with a record: the codes that users filter by, and the findings themselves.

#ifndef JSONL_COMMON_REPORT_DIAGNOSTIC_H_
#define JSONL_COMMON_REPORT_DIAGNOSTIC_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jsonl::report {

// Of codes.inc.
enum class Code : uint8_t {
#define JSONL_CODE(enumerator, name, meaning, advice) enumerator,
#include "common/report/codes.inc"
#undef JSONL_CODE
};

inline constexpr size_t kCodeCount = 0
#define JSONL_CODE(enumerator, name, meaning, advice) +1
#include "common/report/codes.inc"
#undef JSONL_CODE
    ;

struct CodeText {
  std::string_view name;     // "invalid-json"
  std::string_view meaning;  // "is no JSON by RFC 8259": what the record does or is
  std::string_view advice;   // what to do; options in backticks
};
const CodeText& TextOf(Code code);
inline std::string_view CodeName(Code code) { return TextOf(code).name; }

enum class Severity : uint8_t { kError, kWarning };
std::string_view SeverityName(Severity severity);  // "error", "warning"

// Where in a record something is.
struct Spot {
  uint32_t column = 0;  // in code points, from 1; 0: not known
  uint32_t byte = 0;    // from the record's first, which is 0
};

// One finding, before it is known where its line stands in the input.
struct Finding {
  Code code;
  // RFC 6901 pointer to the value in question, empty for the record as a whole.
  std::string pointer;
  // For people: one line, no full stop.
  std::string message;
  Severity severity = Severity::kError;
  Spot spot = {};
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

#include "common/report/diagnostic.h"

namespace jsonl::report {

const CodeText& TextOf(Code code) {
  static constexpr CodeText kTexts[] = {
#define JSONL_CODE(enumerator, name, meaning, advice) {name, meaning, advice},
#include "common/report/codes.inc"
#undef JSONL_CODE
  };
  return kTexts[static_cast<size_t>(code)];
}

std::string_view SeverityName(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

}  // namespace jsonl::report

#include "common/report/diagnostic.h"

namespace jsonl::report {

std::string_view CodeName(Code code) {
  static constexpr std::string_view kNames[] = {
#define JSONL_NAME(name, text) text,
      JSONL_DIAGNOSTIC_CODES(JSONL_NAME)
#undef JSONL_NAME
  };
  return kNames[static_cast<size_t>(code)];
}

}  // namespace jsonl::report

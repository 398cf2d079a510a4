#include "common/schema/formats/uuid.h"

#include <cstddef>

#include "common/schema/ascii.h"

namespace jsonl::schema {

bool IsUuid(std::string_view text) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (text.size() != kShape.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (kShape[i] == '-' ? c != '-' : !IsHexDigit(c)) return false;
  }
  return true;
}

}  // namespace jsonl::schema

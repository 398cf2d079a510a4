#include "common/schema/formats/json_pointer.h"

#include <cstddef>

#include "common/schema/ascii.h"

namespace jsonl::schema {
namespace {

// Takes a number without leading zeros.
bool TakeNumber(std::string_view* text) {
  size_t size = 0;
  while (size < text->size() && IsDigit((*text)[size])) ++size;
  if (size == 0 || (size > 1 && (*text)[0] == '0')) return false;
  text->remove_prefix(size);
  return true;
}

}  // namespace

bool IsJsonPointer(std::string_view text) {
  if (text.empty()) return true;
  if (text[0] != '/') return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}

bool IsRelativeJsonPointer(std::string_view text) {
  if (!TakeNumber(&text)) return false;
  if (text.starts_with('+') || text.starts_with('-')) {
    text.remove_prefix(1);
    if (text.starts_with('0') || !TakeNumber(&text)) return false;
  }
  return text == "#" || IsJsonPointer(text);
}

}  // namespace jsonl::schema

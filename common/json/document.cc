#include "common/json/document.h"

namespace jsonl::json {

std::string_view TypeName(Type type) {
  switch (type) {
    case Type::kNull:
      return "null";
    case Type::kBool:
      return "a boolean";
    case Type::kNumber:
      return "a number";
    case Type::kString:
      return "a string";
    case Type::kArray:
      return "an array";
    case Type::kObject:
      return "an object";
  }
  return "";
}

Value Value::Find(const Name& name) const {
  if (!is_object()) return {};
  for (Member member : members()) {
    if (name.Is(member.name())) return member.value;
  }
  return {};
}

Value Value::At(uint32_t position) const {
  if (!is_array() || position >= size()) return {};
  for (Value element : elements()) {
    if (position-- == 0) return element;
  }
  return {};
}

}  // namespace jsonl::json

#include "common/json/pointer.h"

#include "common/text/strings.h"

namespace jsonl::json {

void AppendPointerToken(std::string_view token, std::string* out) {
  out->push_back('/');
  for (char c : token) {
    if (c == '~') {
      out->append("~0");
    } else if (c == '/') {
      out->append("~1");
    } else {
      out->push_back(c);
    }
  }
}

std::string PointerTo(Value root, uint32_t node_index) {
  std::string out;
  auto holds = [node_index](Value value) {
    return value.index() <= node_index && node_index < value.next();
  };
  for (Value value = root; value && value.index() != node_index;) {
    Value inner;
    if (value.is_object()) {
      for (Member member : value.members()) {
        if (member.key.index() != node_index && !holds(member.value)) continue;
        AppendPointerToken(member.name(), &out);
        if (member.key.index() != node_index) inner = member.value;
        break;
      }
    } else if (value.is_array()) {
      uint32_t position = 0;
      for (Value element : value.elements()) {
        if (holds(element)) {
          text::Append(&out, "/", position);
          inner = element;
          break;
        }
        ++position;
      }
    }
    value = inner;
  }
  return out;
}

}  // namespace jsonl::json

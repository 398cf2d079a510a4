#include "tools/validate/rules/normal_form.h"

namespace jsonl {

size_t FindWhiteSpace(std::string_view json) {
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      in_string = !in_string;
    } else if (in_string) {
      if (c == '\\') ++i;
    } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      return i;
    }
  }
  return json.npos;
}

json::Value FindUnsortedKey(json::Value root) {
  for (uint32_t i = root.index(); i < root.next(); ++i) {
    const json::Value object(root.document(), i);
    if (!object.is_object()) continue;
    json::Value last;
    for (json::Member member : object.members()) {
      // The order of UTF-8 is that of code points.
      if (last && last.string() >= member.name()) return member.key;
      last = member.key;
    }
  }
  return {};
}

}  // namespace jsonl

#include "tools/validate/violation_text.h"

#include <algorithm>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

// "/tags/0" as "tags.0".
std::string Path(std::string_view pointer) {
  if (pointer.find_first_of(".~") != pointer.npos) return std::string(pointer);
  std::string path(pointer.substr(1));
  std::replace(path.begin(), path.end(), '/', '.');
  return path;
}

}  // namespace

std::string ViolationText(const schema::Violation& violation, std::string_view inside) {
  std::string out;
  if (!violation.pointer.empty()) {
    text::Append(&out, "Field '", text::Shortened(Path(violation.pointer)), "'");
    if (!inside.empty()) text::Append(&out, " of ", inside);
  } else if (!inside.empty()) {
    text::Append(&out, "Value of ", inside);
  } else {
    out = "Record";
  }
  text::Append(&out, ": ", violation.message, " (schema");
  if (!violation.keyword.empty()) text::Append(&out, ": ", violation.keyword);
  return out + ")";
}

}  // namespace jsonl

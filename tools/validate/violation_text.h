// Violations of a JSON Schema in words.

#ifndef JSONL_TOOLS_VALIDATE_VIOLATION_TEXT_H_
#define JSONL_TOOLS_VALIDATE_VIOLATION_TEXT_H_

#include <string>
#include <string_view>

#include "common/schema/violation.h"

namespace jsonl {

// "Field 'tags.0': must be a string, found 7 (schema: type)", "Record: missing property 'id'
// (schema: required)"; of a JSON text in the field `inside`, "Field 'tags.0' of output: ..." and
// "Value of output: ...". A path with a dot in one of its names is shown as the pointer that it is.
std::string ViolationText(const schema::Violation& violation, std::string_view inside);

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_VIOLATION_TEXT_H_

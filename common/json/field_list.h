// Several fields, as users give them on the command line.

#ifndef JSONL_COMMON_JSON_FIELD_LIST_H_
#define JSONL_COMMON_JSON_FIELD_LIST_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/json/field_path.h"

namespace jsonl::json {

// Fields separated by commas. INVALID_ARGUMENT for what FieldPath::Parse refuses, and for keys such
// as @record, which stand alone; a field of such a name is written as a JSON Pointer.
absl::StatusOr<std::vector<FieldPath>> ParseFieldList(std::string_view text);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_FIELD_LIST_H_

// Record formats as JSON Schema, for the tools that take one.

#ifndef JSONL_COMMON_RECORD_SCHEMAS_H_
#define JSONL_COMMON_RECORD_SCHEMAS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace jsonl::record {

// The schema (draft-07) that the records are valid against which Format::Check finds nothing wrong
// with, where the user named the format. Ends in a newline. INVALID_ARGUMENT for a name that is no
// format's, and for a format that has rules which a schema cannot express.
absl::StatusOr<std::string> PrintSchema(std::string_view name);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_SCHEMAS_H_

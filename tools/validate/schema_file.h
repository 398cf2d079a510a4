// A JSON Schema in a file.

#ifndef JSONL_TOOLS_VALIDATE_SCHEMA_FILE_H_
#define JSONL_TOOLS_VALIDATE_SCHEMA_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/schema/options.h"
#include "common/schema/schema.h"

namespace jsonl {

// INVALID_ARGUMENT, or an error of the system, says what is wrong and where: "person.json: line 3,
// column 7: expected ...", "person.json: /properties/id/type: must be ...".
absl::StatusOr<schema::Schema> LoadSchema(const std::string& path,
                                          const schema::CompileOptions& options);

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_SCHEMA_FILE_H_

// jsonl-validate: valid records to the output, findings to the report.

#ifndef JSONL_TOOLS_VALIDATE_VALIDATE_H_
#define JSONL_TOOLS_VALIDATE_VALIDATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

struct ValidateOptions {
  // The name of a record format, or "auto"; absent: "auto", or "any" where there is a schema.
  std::optional<std::string> format;
  std::optional<std::string> schema;  // the file of a JSON Schema that every record must satisfy
  bool embedded_schema = false;       // the response must satisfy the schema in its record
  bool assert_formats = false;        // what the keyword `format` says is demanded
  bool json_output = false;           // the response must be JSON itself
  // Of the response, in code points.
  std::optional<uint64_t> min_length;
  std::optional<uint64_t> max_length;
  bool task_rules = false;  // those of each task family
  // FIELD=FILE, FIELD=REGEX, FIELD=REGEX, FIELD.
  std::vector<std::string> values;
  std::vector<std::string> deny;
  std::vector<std::string> require;
  std::vector<std::string> unique;
  std::optional<std::string> checker;  // a command for sh
  // Of records of tokens.
  std::optional<uint64_t> vocab_size;
  std::optional<uint64_t> seq_length;
  bool no_unique_keys = false;  // keys may occur twice in an object
  bool check = false;           // no output
  // How many invalid records are tolerated: "10" or "2.5%".
  std::optional<std::string> max_invalid;
};

// Checks every line of the session's inputs; never stops early. 1 if more records were invalid
// than is tolerated; without max_invalid, none is, unless they are set aside as rejects.
// INVALID_ARGUMENT for bad options.
absl::StatusOr<int> RunValidate(const ValidateOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_VALIDATE_H_

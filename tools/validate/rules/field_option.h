// Options of the form FIELD=WHAT.

#ifndef JSONL_TOOLS_VALIDATE_RULES_FIELD_OPTION_H_
#define JSONL_TOOLS_VALIDATE_RULES_FIELD_OPTION_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/json/field_path.h"

namespace jsonl {

struct FieldOption {
  json::FieldPath path;
  std::string_view what;  // after the first '='

  // `option` is its name and the word for WHAT, for messages: "--deny" and "REGEX".
  // INVALID_ARGUMENT without a '=', for a bad field, or an empty WHAT.
  static absl::StatusOr<FieldOption> Parse(std::string_view option, std::string_view word,
                                           std::string_view text);
};

// What the account says of records that rules about the field had nothing to check in.
std::string Without(const json::FieldPath& path);

// What rules about fields compare: of a string its text, of other values their JSON as written.
inline std::string_view TextOf(json::Value value) {
  return value.is_string() ? value.string() : value.raw();
}

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_FIELD_OPTION_H_

#include "tools/validate/rules/field_option.h"

#include <utility>

#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl {

absl::StatusOr<FieldOption> FieldOption::Parse(std::string_view option, std::string_view word,
                                               std::string_view text) {
  const size_t sign = text.find('=');
  if (sign == text.npos || sign == 0 || sign + 1 == text.size()) {
    return absl::InvalidArgumentError(
        text::Cat(option, " takes FIELD=", word, ", not '", text, "'"));
  }
  absl::StatusOr<json::FieldPath> path = json::FieldPath::Parse(text.substr(0, sign));
  if (!path.ok()) {
    return absl::InvalidArgumentError(
        text::Cat(option, ": ", text::FromAbsl(path.status().message())));
  }
  return FieldOption{*std::move(path), text.substr(sign + 1)};
}

std::string Without(const json::FieldPath& path) {
  return text::Cat("without the field '", path.text(), "'");
}

}  // namespace jsonl

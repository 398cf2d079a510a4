#include "common/json/field_list.h"

#include <utility>

#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl::json {

absl::StatusOr<std::vector<FieldPath>> ParseFieldList(std::string_view text) {
  std::vector<FieldPath> fields;
  while (true) {
    const size_t comma = text.find(',');
    const std::string_view name = text.substr(0, comma);
    if (name.starts_with('@')) {
      return absl::InvalidArgumentError(text::Cat("'", name, "' does not go with other fields; ",
                                                  "a field of that name is written /", name));
    }
    absl::StatusOr<FieldPath> field = FieldPath::Parse(name);
    if (!field.ok()) return field.status();
    fields.push_back(*std::move(field));
    if (comma == text.npos) return fields;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace jsonl::json

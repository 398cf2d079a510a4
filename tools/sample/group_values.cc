#include "tools/sample/group_values.h"

#include "common/text/strings.h"

namespace jsonl {

absl::StatusOr<std::vector<GroupValue>> ParseGroupValues(std::string_view option,
                                                         std::string_view text) {
  std::vector<GroupValue> values;
  while (true) {
    const size_t comma = text.find(',');
    const std::string_view item = text.substr(0, comma);
    const size_t equals = item.rfind('=');
    if (equals == item.npos || equals == 0) {
      return absl::InvalidArgumentError(
          text::Cat(option, " takes GROUP=VALUE,..., not '", item, "'"));
    }
    values.push_back({item.substr(0, equals), item.substr(equals + 1)});
    if (comma == text.npos) return values;
    text.remove_prefix(comma + 1);
  }
}

absl::Status BadValue(std::string_view option, const absl::Status& why) {
  return absl::InvalidArgumentError(text::Cat(option, ": ", text::FromAbsl(why.message())));
}

absl::Status BadValue(std::string_view option, const GroupValue& item, const absl::Status& why) {
  return BadValue(text::Cat(option, " ", item.group, "=", item.value), why);
}

}  // namespace jsonl

// "a=0.4,b=2,*=1": a value for each group.

#ifndef JSONL_TOOLS_SAMPLE_GROUP_VALUES_H_
#define JSONL_TOOLS_SAMPLE_GROUP_VALUES_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace jsonl {

// A group by its name, `*` for all that are not named, and what is given for it; both point into
// the text.
struct GroupValue {
  std::string_view group;
  std::string_view value;
};

// In the order written. A group's name may contain '='; the last one counts. INVALID_ARGUMENT,
// which names the option, for what is no such list.
absl::StatusOr<std::vector<GroupValue>> ParseGroupValues(std::string_view option,
                                                         std::string_view text);

// Why the value of an option, or of a group in it, will not do.
absl::Status BadValue(std::string_view option, const absl::Status& why);
absl::Status BadValue(std::string_view option, const GroupValue& item, const absl::Status& why);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_GROUP_VALUES_H_

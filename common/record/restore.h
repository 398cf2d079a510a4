// The way back of a converted record; see meta.h.

#ifndef JSONL_COMMON_RECORD_RESTORE_H_
#define JSONL_COMMON_RECORD_RESTORE_H_

#include <string>

#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record {

// Appends the record of format `target` that the content was made from. Sets `restored` to false,
// and appends nothing, if it was not made from one.
absl::Status Restore(const Format& target, const Content& content, bool* restored,
                     std::string* out);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_RESTORE_H_

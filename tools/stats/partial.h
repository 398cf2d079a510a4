// Statistics as the message of proto/stats.proto, to be merged elsewhere.

#ifndef JSONL_TOOLS_STATS_PARTIAL_H_
#define JSONL_TOOLS_STATS_PARTIAL_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tools/stats/statistics.h"

namespace jsonl::stats {

// Equal statistics give equal bytes. RESOURCE_EXHAUSTED past the 2 GiB that a message can have.
absl::StatusOr<std::string> ToPartial(const Statistics& statistics);

// INVALID_ARGUMENT for what is no partial, or one of another version; the message says why and
// follows the name of the input.
absl::StatusOr<Statistics> FromPartial(std::string_view bytes);

// Adds those of other records, which come behind those that are there. INVALID_ARGUMENT if they are
// grouped by another field, or their tokens counted otherwise.
absl::Status MergeStatistics(Statistics&& from, Statistics* to);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_PARTIAL_H_

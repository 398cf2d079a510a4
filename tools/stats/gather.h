// The statistics of a session's inputs: of all together, or of each.

#ifndef JSONL_TOOLS_STATS_GATHER_H_
#define JSONL_TOOLS_STATS_GATHER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "common/json/field_path.h"
#include "common/pipeline/session.h"
#include "tools/stats/reports.h"
#include "tools/stats/token_counter.h"

namespace jsonl::stats {

// By counting records. `each`: one column an input, of its name; else one without a name. Of no use
// where the session stopped.
absl::StatusOr<std::vector<Column>> GatherRecords(const json::FieldPath& by, const Tokens* tokens,
                                                  bool each, pipeline::Session& session);

// By merging inputs that are partials. INVALID_ARGUMENT names the input that is none, or does not
// go with those before, or is not grouped by `by`, if that is not null.
absl::StatusOr<std::vector<Column>> GatherPartials(const json::FieldPath* by, bool each,
                                                   pipeline::Session& session);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_GATHER_H_

// Counts the records of a session's inputs.

#ifndef JSONL_TOOLS_STATS_SCAN_H_
#define JSONL_TOOLS_STATS_SCAN_H_

#include "absl/status/statusor.h"
#include "common/json/field_path.h"
#include "common/pipeline/session.h"
#include "tools/stats/statistics.h"
#include "tools/stats/token_counter.h"

namespace jsonl::stats {

// Of no use where the session stopped at a malformed line: which records threads had counted
// beyond it is left to chance. In the account, a record is written when it was counted.
// Counts tokens if `tokens` is not null.
absl::StatusOr<Statistics> ScanInputs(const json::FieldPath& by, const Tokens* tokens,
                                      pipeline::Session& session);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_SCAN_H_

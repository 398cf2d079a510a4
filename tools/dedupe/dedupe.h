// jsonl-dedupe: the first record of each key.

#ifndef JSONL_TOOLS_DEDUPE_DEDUPE_H_
#define JSONL_TOOLS_DEDUPE_DEDUPE_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

struct DedupeOptions {
  // "@record" (equal as JSON), "@line" (equal bytes), "@response" (output, or chosen and
  // rejected), or fields separated by commas.
  std::string key = "@record";
  // Where to list what was dropped, a JSON object a line; empty: nowhere.
  std::string duplicates;
};

// Writes the records of the session's inputs to its output, in order, without those whose key an
// earlier record had. Keys are compared by 128-bit fingerprints. A record without a key (no such
// field) is kept. INVALID_ARGUMENT for a bad key.
absl::StatusOr<int> RunDedupe(const DedupeOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_DEDUPE_H_

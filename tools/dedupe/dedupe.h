// jsonl-dedupe: one record of each key.

#ifndef JSONL_TOOLS_DEDUPE_DEDUPE_H_
#define JSONL_TOOLS_DEDUPE_DEDUPE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

struct DedupeOptions {
  // "@record" (equal as JSON), "@line" (equal bytes), "@response" (output, or chosen and
  // rejected), or fields separated by commas.
  std::string key = "@record";
  // What does not count in the key's strings: case, space, punct, separated by commas; empty: all
  // counts.
  std::string fold = {};
  // Which record of a key is kept: first, last, or none if there are several.
  std::string keep = "first";
  // Files whose records are no duplicates of one another, but none of the inputs may be one of
  // theirs.
  std::vector<std::string> against = {};
  // Where to list what was dropped, a JSON object a line; empty: nowhere.
  std::string duplicates = {};
};

// Writes the records of the session's inputs to its output, in order, without the duplicates. Keys
// are compared by 128-bit fingerprints. A record without a key (no such field) is kept.
// INVALID_ARGUMENT for bad options.
absl::StatusOr<int> RunDedupe(const DedupeOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_DEDUPE_H_

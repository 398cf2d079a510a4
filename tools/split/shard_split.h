// Splits into shards: pieces of the input, numbered.

#ifndef JSONL_TOOLS_SPLIT_SHARD_SPLIT_H_
#define JSONL_TOOLS_SPLIT_SHARD_SPLIT_H_

#include "absl/status/status.h"
#include "common/pipeline/session.h"
#include "tools/split/split.h"

namespace jsonl {

// By --shards, --lines or --bytes. INVALID_ARGUMENT for bad options and for too many shards.
absl::Status SplitIntoShards(const SplitOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_SHARD_SPLIT_H_

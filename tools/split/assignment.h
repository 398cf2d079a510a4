// Writes records to the outputs that they are assigned to.

#ifndef JSONL_TOOLS_SPLIT_ASSIGNMENT_H_
#define JSONL_TOOLS_SPLIT_ASSIGNMENT_H_

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/io/sink.h"
#include "common/pipeline/ranked_records.h"
#include "common/pipeline/session.h"

namespace jsonl {

// Which output each record goes to, known once all have been read.
struct Assignment {
  std::vector<uint64_t> sizes;                                       // records of each output
  std::function<uint32_t(const pipeline::RankedRecord&)> output_of;  // called on any thread
};

// Writes each output in the order of the input. Where the sink is null, records are dropped for
// `reason`.
absl::Status WriteInOrder(pipeline::Session& session, const pipeline::RankedRecords& records,
                          const Assignment& assignment, const std::vector<io::Sink*>& sinks,
                          std::string_view reason);

// Writes each output in a random order, that of the seed.
absl::Status WriteShuffled(pipeline::Session& session, const pipeline::RankedRecords& records,
                           const Assignment& assignment, const std::vector<io::Sink*>& sinks,
                           std::string_view reason, uint64_t seed);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_ASSIGNMENT_H_

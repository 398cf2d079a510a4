// jsonl-sample: some of the records, or more of them.

#ifndef JSONL_TOOLS_SAMPLE_SAMPLE_H_
#define JSONL_TOOLS_SAMPLE_SAMPLE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

// One of count, rate, bernoulli, or by with rates or counts or with total and shares or
// temperature; or only shuffle.
struct SampleOptions {
  std::optional<uint64_t> count;           // exactly so many, or all
  std::optional<std::string> rate;         // exactly floor(n * rate); above 1 records come again
  std::optional<std::string> bernoulli;    // each with this probability; one pass, no memory
  std::optional<std::string> by;           // the field whose values are groups
  std::optional<std::string> rates;        // "a=0.4,b=0.2,*=1"
  std::optional<std::string> counts;       // "a=100,*=10"
  std::optional<uint64_t> total;           // a mix of so many records,
  std::optional<std::string> shares;       // "a=0.4,b=0.6", summing to 1,
  std::optional<std::string> temperature;  // or in proportion to size^(1/temperature)
  std::optional<std::string> max_repeat;   // of n records of a group, at most floor(n * it)
  std::optional<std::string> weight;       // the field that says how likely each is to be chosen
  bool shuffle = false;                    // otherwise the input's order is kept
  uint64_t seed = 0;
  std::optional<std::string> key;  // the field whose hash selects; default: the record's bytes
};

// Selection is by keyed hash: equal records and seed, equal choice, whatever the order of the
// input. 0, or a Status: INVALID_ARGUMENT for bad or contradictory options, or for a group that
// has no rule, or no records for its share.
absl::StatusOr<int> RunSample(const SampleOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_SAMPLE_H_

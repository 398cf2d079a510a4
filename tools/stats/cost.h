// What tokens cost.

#ifndef JSONL_TOOLS_STATS_COST_H_
#define JSONL_TOOLS_STATS_COST_H_

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/text/decimal.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {

// As fine-tuning often takes.
inline constexpr uint64_t kEpochs = 3;

// Of a million tokens.
struct Price {
  text::Decimal input;
  text::Decimal output;
};

// "0.27,1.10". INVALID_ARGUMENT otherwise.
absl::StatusOr<Price> ParsePrice(std::string_view text);

struct Cost {
  double input = 0;   // of all prompts
  double output = 0;  // of all responses
  double total() const { return input + output; }
};
Cost CostOf(const TokenTally& tokens, const Price& price);

// What records of that many tokens at most would lack.
struct CutOff {
  uint64_t records = 0;  // that are longer
  uint64_t tokens = 0;   // that are lost
};
CutOff CutOffAt(const LengthHistogram& records, uint64_t length);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_COST_H_

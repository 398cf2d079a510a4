#include "tools/stats/cost.h"

#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl::stats {
namespace {

constexpr double kMillion = 1e6;

double CostOfAll(const LengthHistogram& tokens, const text::Decimal& price) {
  return static_cast<double>(Summarize(tokens).sum) * price.ToDouble() / kMillion;
}

}  // namespace

absl::StatusOr<Price> ParsePrice(std::string_view text) {
  const size_t comma = text.find(',');
  if (comma == text.npos) {
    return absl::InvalidArgumentError(
        text::Cat("'", text, "' is no IN,OUT: the prices of a million tokens, as 0.27,1.10"));
  }
  absl::StatusOr<text::Decimal> input = text::Decimal::Parse(text.substr(0, comma));
  if (!input.ok()) return input.status();
  absl::StatusOr<text::Decimal> output = text::Decimal::Parse(text.substr(comma + 1));
  if (!output.ok()) return output.status();
  return Price{*std::move(input), *std::move(output)};
}

Cost CostOf(const TokenTally& tokens, const Price& price) {
  return {CostOfAll(tokens.prompts, price.input), CostOfAll(tokens.responses, price.output)};
}

CutOff CutOffAt(const LengthHistogram& records, uint64_t length) {
  CutOff cut;
  for (const auto& [tokens, count] : records) {
    if (tokens <= length) continue;
    cut.records += count;
    cut.tokens += (tokens - length) * count;
  }
  return cut;
}

}  // namespace jsonl::stats

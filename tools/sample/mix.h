// A mix: so many records in all, of each group its share.

#ifndef JSONL_TOOLS_SAMPLE_MIX_H_
#define JSONL_TOOLS_SAMPLE_MIX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/text/decimal.h"
#include "common/text/strings.h"

namespace jsonl {

// The records that can be taken of a group.
struct Group {
  std::string_view name;
  uint64_t size = 0;
};

// What becomes of a group.
struct Portion {
  double share = 0;    // of the mix, as wanted
  uint64_t lines = 0;  // records, those that come again counted again
};

class Mix {
 public:
  // Takes "a=0.4,b=0.6"; the shares sum to exactly 1. Groups that are not named share that of *, in
  // proportion to their sizes. INVALID_ARGUMENT says what is wrong.
  static absl::StatusOr<Mix> OfShares(uint64_t total, std::string_view shares);

  // Shares are in proportion to size^(1/temperature), a temperature above 0: 1 keeps the
  // proportions of the data, 5 raises small groups, and with very high ones all groups are equal.
  // That is exponentially smoothed sampling, with 1/temperature for the exponent: Arivazhagan et
  // al., Massively Multilingual Neural Machine Translation in the Wild, 2019, section 4.2; alpha in
  // Conneau et al., Unsupervised Cross-lingual Representation Learning at Scale, 2020. Computed in
  // whole numbers, the same on every machine.
  static absl::StatusOr<Mix> OfTemperature(uint64_t total, std::string_view temperature);

  // Of n records of a group, at most floor(n * repeat) are taken; the others get what it leaves.
  absl::Status LimitRepeats(std::string_view repeat);

  // What each group gets, in their order; which that is does not matter. The sum of the lines is
  // the total, but where limits keep it from being reached. INVALID_ARGUMENT for a group that is
  // named and not there, or there and not named.
  absl::StatusOr<std::vector<Portion>> PortionsOf(const std::vector<Group>& groups) const;

  uint64_t total() const { return total_; }
  bool is_limited() const { return max_repeat_.has_value(); }

 private:
  explicit Mix(uint64_t total) : total_(total) {}
  absl::StatusOr<std::vector<Portion>> ByShares(const std::vector<Group>& groups) const;
  std::vector<Portion> ByTemperature(const std::vector<Group>& groups) const;
  uint64_t LimitOf(const Group& group) const;

  uint64_t total_;
  std::optional<text::Decimal> temperature_;
  text::StringMap<text::Decimal> shares_;
  std::optional<text::Decimal> others_;  // what those not named share
  std::optional<text::Decimal> max_repeat_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_MIX_H_

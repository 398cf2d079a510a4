// How many records of each group are to be taken, by a rule for each.

#ifndef JSONL_TOOLS_SAMPLE_QUOTAS_H_
#define JSONL_TOOLS_SAMPLE_QUOTAS_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "common/text/decimal.h"
#include "common/text/strings.h"

namespace jsonl {

// A rule for one group: a rate, or a count.
struct Quota {
  std::optional<text::Decimal> rate;
  uint64_t count = UINT64_MAX;

  // How many lines are written of n records.
  uint64_t LinesOf(uint64_t n) const {
    return rate.has_value() ? rate->FloorOf(n) : std::min(count, n);
  }
  bool IsEverything() const { return !rate.has_value() && count == UINT64_MAX; }
  std::string ToString() const;  // "rate 0.4", "count 100"
};

// Rules by the name of the group.
class Quotas {
 public:
  // Adds "a=0.4,b=0.2" of rates or counts; the group * stands for all that are not named.
  // INVALID_ARGUMENT says what is wrong with which.
  absl::Status AddRates(std::string_view text) { return Add("--rates", text); }
  absl::Status AddCounts(std::string_view text) { return Add("--counts", text); }
  // The rule for all groups that are not named.
  void SetOthers(Quota quota) { others_ = std::move(quota); }

  // Null if the group is not named and there is no *.
  const Quota* Find(std::string_view group) const;
  const text::StringMap<Quota>& named() const { return named_; }

 private:
  absl::Status Add(std::string_view option, std::string_view text);

  text::StringMap<Quota> named_;
  std::optional<Quota> others_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_QUOTAS_H_

// How many records of each group are to be taken.

#ifndef JSONL_TOOLS_SAMPLE_QUOTAS_H_
#define JSONL_TOOLS_SAMPLE_QUOTAS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/text/decimal.h"
#include "common/text/strings.h"

namespace jsonl {

// A rule for one group: a rate, or a count.
struct Quota {
  std::optional<text::Decimal> rate;
  uint64_t count = 0;

  // Of n records, each is written whole(n) times, and rest(n) of them once more.
  uint64_t Whole() const { return rate.has_value() ? rate->whole() : 0; }
  uint64_t Rest(uint64_t n) const {
    if (rate.has_value()) return rate->RestOf(n);
    return count < n ? count : n;
  }
  std::string ToString() const;  // "rate 0.4", "count 100"
};

// Rules by the name of the group.
class Quotas {
 public:
  // Adds "a=0.4,b=0.2" of rates or counts; the group * stands for all that are not named. A name
  // may contain '='; the last one counts. INVALID_ARGUMENT says what is wrong with which.
  absl::Status AddRates(std::string_view text);
  absl::Status AddCounts(std::string_view text);

  // Null if the group is not named and there is no *.
  const Quota* Find(std::string_view group) const;
  const text::StringMap<Quota>& named() const { return named_; }
  bool empty() const { return named_.empty() && !others_.has_value(); }

 private:
  absl::Status Add(std::string_view text, bool rates);

  text::StringMap<Quota> named_;
  std::optional<Quota> others_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_QUOTAS_H_

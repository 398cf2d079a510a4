// Splits by name and share.

#ifndef JSONL_TOOLS_SPLIT_RATIOS_H_
#define JSONL_TOOLS_SPLIT_RATIOS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/text/decimal.h"

namespace jsonl {

class Ratios {
 public:
  // "train=0.9,valid=0.05,test=0.05": names once each, shares that sum to exactly 1.
  static absl::StatusOr<Ratios> Parse(std::string_view text);

  const std::vector<std::string>& names() const { return names_; }
  // How many of n records are in the splits before each: 0, floor(n * first), ... The last split
  // takes the rest.
  std::vector<uint64_t> Starts(uint64_t n) const;

 private:
  std::vector<std::string> names_;
  std::vector<text::Decimal> shares_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_RATIOS_H_

// Splits by name and share.

#ifndef JSONL_TOOLS_SPLIT_RATIOS_H_
#define JSONL_TOOLS_SPLIT_RATIOS_H_

#include <cstddef>
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
  bool IsZero(size_t split) const { return shares_[split].FloorOf(UINT64_MAX) == 0; }
  // How many of n records are in each split: floor(n * share), and the rest in the last.
  std::vector<uint64_t> Counts(uint64_t n) const;
  // Below which hashes, of 64 bits, a record is in the splits up to each, but for the last.
  std::vector<uint64_t> EndsOfHashes() const;

 private:
  std::vector<std::string> names_;
  std::vector<text::Decimal> shares_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_RATIOS_H_

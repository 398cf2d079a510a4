#include "tools/split/ratios.h"

#include <algorithm>
#include <utility>

#include "common/text/strings.h"

namespace jsonl {

absl::StatusOr<Ratios> Ratios::Parse(std::string_view text) {
  Ratios ratios;
  while (true) {
    size_t comma = text.find(',');
    std::string_view item = text.substr(0, comma);
    size_t equals = item.rfind('=');
    if (equals == item.npos || equals == 0) {
      return absl::InvalidArgumentError(
          text::Cat("--ratios takes NAME=SHARE,..., not '", item, "'"));
    }
    std::string name(item.substr(0, equals));
    if (std::find(ratios.names_.begin(), ratios.names_.end(), name) != ratios.names_.end()) {
      return absl::InvalidArgumentError(text::Cat("split '", name, "' is given twice"));
    }
    absl::StatusOr<text::Decimal> share = text::Decimal::Parse(item.substr(equals + 1));
    if (!share.ok()) {
      return absl::InvalidArgumentError(
          text::Cat("--ratios ", item, ": ", text::FromAbsl(share.status().message())));
    }
    ratios.names_.push_back(std::move(name));
    ratios.shares_.push_back(*std::move(share));
    if (comma == text.npos) break;
    text.remove_prefix(comma + 1);
  }
  if (!text::Decimal::SumToOne(ratios.shares_)) {
    return absl::InvalidArgumentError("--ratios must sum to exactly 1");
  }
  return ratios;
}

std::vector<uint64_t> Ratios::Counts(uint64_t n) const {
  std::vector<uint64_t> counts;
  uint64_t left = n;
  for (const text::Decimal& share : shares_) {
    counts.push_back(share.FloorOf(n));
    left -= counts.back();
  }
  counts.back() += left;
  return counts;
}

std::vector<uint64_t> Ratios::EndsOfHashes() const {
  std::vector<uint64_t> ends;
  uint64_t end = 0;
  for (size_t i = 0; i + 1 < shares_.size(); ++i) {
    const uint64_t share = shares_[i].ShareOfHashes();
    end = share > UINT64_MAX - end ? UINT64_MAX : end + share;
    ends.push_back(end);
  }
  return ends;
}

}  // namespace jsonl

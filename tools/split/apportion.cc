#include "tools/split/apportion.h"

namespace jsonl {
namespace {

__extension__ using Word128 = unsigned __int128;

// To the nearest whole number.
uint64_t Share(uint64_t of, uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : static_cast<uint64_t>((Word128{of} * part + whole / 2) / whole);
}

}  // namespace

std::vector<std::vector<uint64_t>> Apportion(absl::Span<const uint64_t> totals,
                                             absl::Span<const uint64_t> sizes) {
  std::vector<uint64_t> prefixes;  // of the totals: up to and with each split
  uint64_t sum = 0;
  for (uint64_t total : totals) prefixes.push_back(sum += total);
  std::vector<uint64_t> before(totals.size(), 0);  // cumulative numbers, by split
  std::vector<std::vector<uint64_t>> result;
  uint64_t records = 0;  // of the strata so far
  for (uint64_t size : sizes) {
    records += size;
    std::vector<uint64_t>& row = result.emplace_back(totals.size());
    // Of the records so far, those in the first k splits; of these, those in the first k - 1; ...
    // Each function rises with its argument, and no faster.
    uint64_t in_first = records;
    for (size_t split = totals.size(); split-- > 0;) {
      const uint64_t in_fewer =
          split == 0 ? 0 : Share(in_first, prefixes[split - 1], prefixes[split]);
      row[split] = (in_first - in_fewer) - before[split];
      before[split] = in_first - in_fewer;
      in_first = in_fewer;
    }
  }
  return result;
}

}  // namespace jsonl

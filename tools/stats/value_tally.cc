#include "tools/stats/value_tally.h"

#include <algorithm>
#include <utility>

#include "common/hash/fingerprint.h"
#include "common/text/utf8.h"

namespace jsonl::stats {
void ValueTally::Add(std::string_view value, uint64_t count) {
  value = text::Beginning(value, kLongest);
  total_ += count;
  auto found = counts_.find(value);
  if (found != counts_.end()) {
    found->second += count;
  } else {
    AddNew(value, count);
  }
}

void ValueTally::AddNew(std::string_view value, uint64_t count) {
  if (counts_.size() < kMost && !overflowed_) {
    counts_.try_emplace(std::string(value), count);
    return;
  }
  overflowed_ = true;
  if (heap_.empty()) {
    for (const auto& [kept, times] : counts_) heap_.push_back({hash::Hash(kept).low, kept});
    std::make_heap(heap_.begin(), heap_.end());
  }
  Kept added{hash::Hash(value).low, std::string(value)};
  if (heap_.size() >= kMost) {
    if (!(added < heap_.front())) return;
    std::pop_heap(heap_.begin(), heap_.end());
    counts_.erase(heap_.back().value);
    heap_.pop_back();
  }
  counts_.try_emplace(added.value, count);
  heap_.push_back(std::move(added));
  std::push_heap(heap_.begin(), heap_.end());
}

uint64_t ValueTally::others() const {
  uint64_t kept = 0;
  for (const auto& [value, count] : counts_) kept += count;
  return total_ - kept;
}

void ValueTally::AddOthers(uint64_t others) {
  if (others == 0) return;
  total_ += others;
  overflowed_ = true;
}

void ValueTally::Merge(const ValueTally& other) {
  // First those that were left out there: whatever stays here then has a lesser hash.
  AddOthers(other.others());
  for (const auto& [value, count] : other.counts_) Add(value, count);
}

}  // namespace jsonl::stats

#include "tools/stats/tally.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace jsonl::stats {

LengthSummary Summarize(const LengthHistogram& histogram) {
  LengthSummary summary;
  if (histogram.empty()) return summary;
  std::vector<std::pair<uint32_t, uint64_t>> lengths(histogram.begin(), histogram.end());
  std::sort(lengths.begin(), lengths.end());
  summary.min = lengths.front().first;
  summary.max = lengths.back().first;
  for (const auto& [length, count] : lengths) {
    summary.count += count;
    summary.sum += length * count;
  }
  auto next = lengths.begin();
  uint64_t seen = next->second;
  auto percentile = [&](uint64_t percent) {  // asked for in rising order
    // ceil(count * percent / 100), and no overflow on the way.
    uint64_t rank = summary.count / 100 * percent + (summary.count % 100 * percent + 99) / 100;
    while (seen < rank) seen += (++next)->second;
    return next->first;
  };
  summary.p50 = percentile(50);
  summary.p90 = percentile(90);
  summary.p99 = percentile(99);
  return summary;
}

void GroupTally::Merge(const GroupTally& other) {
  records += other.records;
  for (size_t i = 0; i < kKindCount; ++i) kinds[i] += other.kinds[i];
  for (const auto& [length, count] : other.response_lengths) response_lengths[length] += count;
  valid_json += other.valid_json;
}

GroupTally& Tally::Group(std::string_view name) {
  auto found = groups_.find(name);
  if (found == groups_.end()) found = groups_.try_emplace(std::string(name)).first;
  return found->second;
}

void Tally::Merge(const Tally& other) {
  for (const auto& [name, group] : other.groups_) Group(name).Merge(group);
}

GroupTally Tally::Total() const {
  GroupTally total;
  for (const auto& [name, group] : groups_) total.Merge(group);
  return total;
}

}  // namespace jsonl::stats

#include "tools/stats/length_histogram.h"

#include <algorithm>
#include <utility>

namespace jsonl::stats {
namespace {

using Lengths = std::vector<std::pair<uint32_t, uint64_t>>;

Lengths Sorted(const LengthHistogram& histogram) {
  Lengths lengths(histogram.begin(), histogram.end());
  std::sort(lengths.begin(), lengths.end());
  return lengths;
}

// The least of 1, 2, 5, 10, 20 ... that `bins` times reaches from `from` to `to`, where bins begin
// at its multiples.
uint64_t BinWidth(uint64_t from, uint64_t to, uint64_t bins) {
  for (uint64_t power = 1;; power *= 10) {
    for (uint64_t digit : {1, 2, 5}) {
      const uint64_t width = digit * power;
      if (to / width - from / width < bins) return width;
    }
  }
}

}  // namespace

void MergeLengths(const LengthHistogram& from, LengthHistogram* to) {
  for (const auto& [length, count] : from) (*to)[length] += count;
}

LengthSummary Summarize(const LengthHistogram& histogram) {
  LengthSummary summary;
  if (histogram.empty()) return summary;
  const Lengths lengths = Sorted(histogram);
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

std::vector<LengthBin> BinsOf(const LengthHistogram& histogram, size_t most) {
  std::vector<LengthBin> bins;
  const LengthSummary summary = Summarize(histogram);
  if (summary.count == 0 || most == 0) return bins;
  const uint64_t width = BinWidth(summary.min, summary.p99, most);
  const uint64_t first = summary.min / width;
  bins.resize(summary.p99 / width - first + 1);
  for (size_t i = 0; i < bins.size(); ++i) {
    bins[i].from = static_cast<uint32_t>((first + i) * width);
    bins[i].to = static_cast<uint32_t>(std::min<uint64_t>((first + i + 1) * width - 1, UINT32_MAX));
  }
  bins.back().to = std::max(bins.back().to, summary.max);
  for (const auto& [length, count] : histogram) {
    bins[std::min(length / width - first, bins.size() - 1)].count += count;
  }
  return bins;
}

}  // namespace jsonl::stats

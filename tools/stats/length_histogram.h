// Lengths of texts: how often each occurs, and what is told of that.

#ifndef JSONL_TOOLS_STATS_LENGTH_HISTOGRAM_H_
#define JSONL_TOOLS_STATS_LENGTH_HISTOGRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace jsonl::stats {

// How often each length occurs, exactly: 20 to 40 bytes for each length that occurs. Texts of n
// different lengths are n*n/2 characters together, so a gigabyte of them has 45,000 at most.
using LengthHistogram = absl::flat_hash_map<uint32_t, uint64_t>;

void MergeLengths(const LengthHistogram& from, LengthHistogram* to);

// What is told of a histogram. All but count and sum are 0 when it is empty.
struct LengthSummary {
  uint64_t count = 0;
  uint64_t sum = 0;
  uint32_t min = 0;
  uint32_t max = 0;
  // Nearest rank: the least length that p per cent of the texts, or more, do not exceed.
  uint32_t p50 = 0;
  uint32_t p90 = 0;
  uint32_t p99 = 0;

  double mean() const {
    return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
  }
};
LengthSummary Summarize(const LengthHistogram& histogram);

// Texts of `from` to `to` units, both among them.
struct LengthBin {
  uint32_t from = 0;
  uint32_t to = 0;
  uint64_t count = 0;
};

// At most `most` bins of one width, which is 1, 2 or 5 times a power of ten, from the shortest
// text on. The last one takes what is beyond the 99th percentile, too, so that a few long texts do
// not press all others into one bin.
std::vector<LengthBin> BinsOf(const LengthHistogram& histogram, size_t most);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_LENGTH_HISTOGRAM_H_

// Lengths in bins that several histograms share.

#ifndef JSONL_TOOLS_STATS_HTML_BINS_H_
#define JSONL_TOOLS_STATS_HTML_BINS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tools/stats/length_histogram.h"

namespace jsonl::stats::html {

// The bins, which are in order, with the counts of the histogram. What is outside of all counts for
// the first or the last of them.
std::vector<LengthBin> CountInBins(const LengthHistogram& histogram, std::vector<LengthBin> bins);

// Bins that hold all lengths from `min` to `max`, each wider than the one before by the same
// factor: for texts that may be short or very long. About `most` of them at most.
std::vector<LengthBin> LogBins(uint32_t min, uint32_t max, size_t most);

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_BINS_H_

#include "tools/stats/html/bins.h"

#include <algorithm>
#include <iterator>

namespace jsonl::stats::html {
namespace {

// The preferred numbers of IEC 60063, series E12. Each second of them makes E6, each fourth E3.
constexpr uint64_t kSteps[] = {10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82};
constexpr size_t kStepCount = std::size(kSteps);

// Where bins begin: up to 10, at each number; then at each `every`th step.
std::vector<uint64_t> Edges(uint64_t min, uint64_t max, size_t every) {
  std::vector<uint64_t> edges;
  const auto add = [&](uint64_t edge) {
    if (edge > max) return;
    if (edge <= min) edges.clear();
    edges.push_back(edge);
  };
  for (uint64_t length = 0; length < 10; ++length) add(length);
  for (uint64_t power = 1; power * 10 <= max; power *= 10) {
    for (size_t i = 0; i < kStepCount; i += every) add(kSteps[i] * power);
  }
  return edges;
}

}  // namespace

std::vector<LengthBin> CountInBins(const LengthHistogram& histogram, std::vector<LengthBin> bins) {
  for (LengthBin& bin : bins) bin.count = 0;
  if (bins.empty()) return bins;
  for (const auto& [length, count] : histogram) {
    auto after =
        std::upper_bound(bins.begin(), bins.end(), length,
                         [](uint32_t value, const LengthBin& bin) { return value < bin.from; });
    if (after != bins.begin()) --after;
    after->count += count;
  }
  return bins;
}

std::vector<LengthBin> LogBins(uint32_t min, uint32_t max, size_t most) {
  std::vector<uint64_t> edges = Edges(min, max, 1);
  for (size_t every = 2; edges.size() > most && every < kStepCount; every *= 2) {
    edges = Edges(min, max, every);
  }
  std::vector<LengthBin> bins;
  for (size_t i = 0; i < edges.size(); ++i) {
    const uint64_t to = i + 1 < edges.size() ? edges[i + 1] - 1 : max;
    bins.push_back({static_cast<uint32_t>(edges[i]), static_cast<uint32_t>(to), 0});
  }
  return bins;
}

}  // namespace jsonl::stats::html

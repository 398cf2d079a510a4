#include "common/pipeline/selection.h"

#include <algorithm>

#include "common/json/fingerprint.h"

namespace jsonl::pipeline {

Rank Ranker::operator()(const Record& record) const {
  hash::Fingerprint bytes = hash::Hash(record.text, seed_);
  if (!key_.has_value()) return bytes;
  json::Value value = key_->Find(record.root);
  if (!value) return bytes;
  return {json::FingerprintOf(value, seed_).high, bytes.high};
}

Cut CutAt(const Ranks& ranks, const std::vector<uint64_t>* members, uint64_t count) {
  const uint64_t size = members != nullptr ? members->size() : ranks.size();
  if (count >= size) return {};
  auto position = [&](uint64_t i) { return members != nullptr ? (*members)[i] : i; };
  // The high words alone nearly always decide; they fit into half the memory.
  std::vector<uint64_t> high(size);
  for (uint64_t i = 0; i < size; ++i) high[i] = ranks[position(i)].high;
  auto place = high.begin() + static_cast<int64_t>(count);
  std::nth_element(high.begin(), place, high.end());
  const uint64_t threshold = *place;
  // Records of that high word, in order; those below it are below the cut.
  std::vector<uint64_t> equal;
  uint64_t below = 0;
  for (uint64_t i = 0; i < size; ++i) {
    uint64_t at = position(i);
    below += ranks[at].high < threshold;
    if (ranks[at].high == threshold) equal.push_back(at);
  }
  std::sort(equal.begin(), equal.end(), [&](uint64_t a, uint64_t b) {
    return ranks[a].low != ranks[b].low ? ranks[a].low < ranks[b].low : a < b;
  });
  uint64_t at = equal[count - below];
  return {ranks[at], at};
}

}  // namespace jsonl::pipeline

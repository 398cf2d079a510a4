#include "common/pipeline/selection.h"

#include <algorithm>
#include <bit>

#include "common/json/fingerprint.h"

namespace jsonl::pipeline {
namespace {

// Bins by the first bits of ranks, each group with bins of its own, of a few records each.
class Bins {
 public:
  explicit Bins(absl::Span<const uint64_t> group_sizes) {
    size_t bins = 0;
    for (uint64_t size : group_sizes) {
      int bits = std::min(static_cast<int>(std::bit_width(size / 8)), 16);
      groups_.push_back({bins, 63 - bits});
      bins += size_t{1} << bits;
    }
    groups_.push_back({bins, 0});
  }

  size_t BinOf(uint32_t group, const Rank& rank) const {
    const Group& g = groups_[group];
    return g.first + (rank.high >> 1 >> g.shift);
  }
  size_t FirstOf(uint32_t group) const { return groups_[group].first; }
  size_t size() const { return groups_.back().first; }

 private:
  struct Group {
    size_t first;
    int shift;  // less one: no shift is as wide as the word
  };
  std::vector<Group> groups_;
};

struct Member {
  size_t bin;
  Rank rank;
  uint64_t position;

  friend bool operator<(const Member& a, const Member& b) {
    return std::tie(a.bin, a.rank, a.position) < std::tie(b.bin, b.rank, b.position);
  }
};

}  // namespace

Rank Ranker::operator()(const Record& record) const {
  hash::Fingerprint bytes = hash::Hash(record.text, seed_);
  if (!key_.has_value()) return bytes;
  json::Value value = key_->Find(record.root);
  if (!value) return bytes;
  return {json::FingerprintOf(value, seed_).high, bytes.high};
}

std::vector<Cut> CutsAt(absl::Span<const RankedRun> runs, absl::Span<const uint64_t> group_sizes,
                        absl::Span<const CutRequest> requests) {
  const Bins bins(group_sizes);
  std::vector<uint64_t> counts(bins.size());
  ForEachRank(
      runs, [&](uint32_t group, const Rank& rank, uint64_t) { ++counts[bins.BinOf(group, rank)]; });

  // The bin that each cut goes through, and how many members of the bin come before it.
  struct Place {
    size_t bin;
    uint64_t before;
  };
  std::vector<std::optional<Place>> places;
  std::vector<bool> wanted(bins.size());
  for (const CutRequest& request : requests) {
    if (request.count >= group_sizes[request.group]) {
      places.emplace_back();
      continue;
    }
    Place place = {bins.FirstOf(request.group), request.count};
    while (place.before >= counts[place.bin]) place.before -= counts[place.bin++];
    wanted[place.bin] = true;
    places.emplace_back(place);
  }

  std::vector<Member> members;  // of those bins
  ForEachRank(runs, [&](uint32_t group, const Rank& rank, uint64_t position) {
    const size_t bin = bins.BinOf(group, rank);
    if (wanted[bin]) members.push_back({bin, rank, position});
  });
  std::sort(members.begin(), members.end());

  std::vector<Cut> cuts;
  for (const std::optional<Place>& place : places) {
    if (!place.has_value()) {
      cuts.emplace_back();
      continue;
    }
    auto at = std::lower_bound(members.begin(), members.end(), Member{place->bin, {}, 0}) +
              static_cast<int64_t>(place->before);
    cuts.push_back({at->rank, at->position});
  }
  return cuts;
}

}  // namespace jsonl::pipeline

#include "common/pipeline/selection.h"

#include <algorithm>
#include <bit>

#include "common/json/fingerprint.h"

namespace jsonl::pipeline {
namespace {

// Bins by the first bits of ranks, each group with bins of its own, of a few records each, or of
// more where few bins are cut.
class Bins {
 public:
  Bins(absl::Span<const uint64_t> group_sizes, size_t cuts) {
    const size_t cuts_each = cuts / std::max<size_t>(group_sizes.size(), 1);
    const int most = std::min(static_cast<int>(std::bit_width(cuts_each)) + 10, 16);
    size_t bins = 0;
    for (uint64_t size : group_sizes) {
      const int bits = std::min(static_cast<int>(std::bit_width(size / 8)), most);
      groups_.push_back({bins, 63 - bits});
      bins += size_t{1} << bits;
    }
    groups_.push_back({bins, 0});
  }

  // Calls visit(size_t bin, const Rank&, uint64_t position) for each record.
  template <typename Visit>
  void ForEach(absl::Span<const RankedRun> runs, Visit&& visit) const {
    const Group* const groups = groups_.data();
    const Group all = groups_.front();
    for (const RankedRun& run : runs) {
      const Rank* const ranks = run.ranks.data();
      const size_t size = run.ranks.size();
      const uint32_t* const group_of = run.groups.empty() ? nullptr : run.groups.data();
      for (size_t i = 0; i < size; ++i) {
        const Group group = group_of == nullptr ? all : groups[group_of[i]];
        visit(group.first + (ranks[i].high >> 1 >> group.shift), ranks[i], run.first + i);
      }
    }
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

std::vector<PlacedCut> CutsAt(absl::Span<const RankedRun> runs,
                              absl::Span<const uint64_t> group_sizes,
                              absl::Span<const CutRequest> requests) {
  const Bins bins(group_sizes, requests.size());
  std::vector<uint64_t> counts(bins.size());
  bins.ForEach(runs,
               [counts = counts.data()](size_t bin, const Rank&, uint64_t) { ++counts[bin]; });

  // The bin that each cut goes through, and how many members of the bin come before it.
  struct Place {
    size_t bin;
    uint64_t before;
  };
  std::vector<std::optional<Place>> places;
  std::vector<uint8_t> wanted(bins.size());
  for (const CutRequest& request : requests) {
    if (request.count >= group_sizes[request.group]) {
      places.emplace_back();
      continue;
    }
    Place place = {bins.FirstOf(request.group), request.count};
    while (place.before >= counts[place.bin]) place.before -= counts[place.bin++];
    wanted[place.bin] = 1;
    places.emplace_back(place);
  }

  std::vector<Member> members;  // of those bins
  bins.ForEach(runs,
               [&members, wanted = wanted.data()](size_t bin, const Rank& rank, uint64_t position) {
                 if (wanted[bin] != 0) [[unlikely]]
                   members.push_back({bin, rank, position});
               });
  // As they are where very many are equal: these come by position.
  if (!std::is_sorted(members.begin(), members.end())) std::sort(members.begin(), members.end());

  std::vector<PlacedCut> cuts;
  for (const std::optional<Place>& place : places) {
    if (!place.has_value()) {
      cuts.emplace_back();
      continue;
    }
    const Member first = {place->bin, {}, 0};
    const auto at = std::lower_bound(members.begin(), members.end(), first) +
                    static_cast<int64_t>(place->before);
    const Rank least = {at->rank.high, 0};
    const Rank most = {at->rank.high, UINT64_MAX};
    const auto begin = std::lower_bound(members.begin(), at, Member{place->bin, least, 0});
    const auto end = std::upper_bound(at, members.end(), Member{place->bin, most, UINT64_MAX});
    cuts.push_back({{at->rank, at->position},
                    static_cast<uint64_t>(end - begin),
                    static_cast<uint64_t>(at - begin)});
  }
  return cuts;
}

}  // namespace jsonl::pipeline

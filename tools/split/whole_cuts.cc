#include "tools/split/whole_cuts.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace jsonl {
namespace {

__extension__ using Word128 = unsigned __int128;

using pipeline::Cut;
using pipeline::Rank;
using pipeline::RankedRun;

struct Large {
  uint64_t high;
  uint64_t size;
  uint64_t before = 0;  // records before it that are in no large group
};

// Groups of more records than `size`, the largest first.
std::vector<Large> FindLarge(absl::Span<const RankedRun> runs, uint64_t size) {
  std::vector<uint64_t> bins(1 << 16);  // by the first bits of high halves
  pipeline::ForEachRank(runs,
                        [&](uint32_t, const Rank& rank, uint64_t) { ++bins[rank.high >> 48]; });
  absl::flat_hash_map<uint64_t, uint64_t> sizes;
  pipeline::ForEachRank(runs, [&](uint32_t, const Rank& rank, uint64_t) {
    if (bins[rank.high >> 48] > size) ++sizes[rank.high];
  });
  std::vector<Large> large;
  for (const auto& [high, count] : sizes) {
    if (count > size) large.push_back({high, count});
  }
  std::sort(large.begin(), large.end(), [](const Large& a, const Large& b) {
    return std::pair(b.size, a.high) < std::pair(a.size, b.high);
  });
  return large;
}

// Moves the large groups to splits; what is left of `room` is for the others.
void Place(const std::vector<Large>& large, std::vector<uint64_t>* room, SplitCuts* cuts) {
  for (const Large& group : large) {
    auto most = std::max_element(room->begin(), room->end());
    const auto split = static_cast<uint32_t>(most - room->begin());
    cuts->moved[Equals(0, group.high)] = split;
    cuts->sizes[split] += group.size;
    *most -= std::min(*most, group.size);
  }
}

// Fills Large::before, and puts the groups into the order of ranks.
void FindPlaces(absl::Span<const RankedRun> runs, std::vector<Large>* large) {
  std::sort(large->begin(), large->end(),
            [](const Large& a, const Large& b) { return a.high < b.high; });
  pipeline::ForEachRank(runs, [&](uint32_t, const Rank& rank, uint64_t) {
    auto next =
        std::lower_bound(large->begin(), large->end(), rank.high,
                         [](const Large& group, uint64_t high) { return group.high < high; });
    if (next != large->end() && next->high != rank.high) ++next->before;
  });
  uint64_t sum = 0;
  for (Large& group : *large) group.before = sum += group.before;
}

}  // namespace

SplitCuts WholeCuts(const pipeline::RankedRecords& records, absl::Span<const uint64_t> counts) {
  SplitCuts cuts;
  cuts.cuts_each = counts.size() - 1;
  cuts.sizes.resize(counts.size());
  std::vector<uint64_t> room(counts.begin(), counts.end());
  uint64_t smallest = records.size();
  for (uint64_t count : counts) {
    if (count > 0) smallest = std::min(smallest, count);
  }
  std::vector<Large> large = FindLarge(records.runs(), smallest);
  Place(large, &room, &cuts);
  if (!large.empty()) FindPlaces(records.runs(), &large);

  uint64_t others = records.size();
  for (const Large& group : large) others -= group.size;
  uint64_t all_room = 0;
  for (uint64_t part : room) all_room += part;
  std::vector<pipeline::CutRequest> requests;
  std::vector<uint64_t> ends;  // among the others
  uint64_t room_before = 0;
  for (size_t split = 0; split < cuts.cuts_each; ++split) {
    room_before += room[split];
    const uint64_t end =
        all_room == 0 ? others : static_cast<uint64_t>(Word128{others} * room_before / all_room);
    uint64_t count = end;
    for (const Large& group : large) count += group.before < end ? group.size : 0;
    ends.push_back(end);
    requests.push_back({0, count});
  }
  const std::vector<pipeline::PlacedCut> placed = records.CutsAt(requests);
  cuts.cuts.assign(placed.begin(), placed.end());
  for (const Tie& tie : FindTies(placed, cuts.cuts_each)) {
    const uint64_t high = tie.equals.second;
    const uint64_t below = tie.total - tie.above;
    if (tie.above < below) {
      cuts.cuts[tie.cut] = {{high, 0}, 0};
      ends[tie.cut] -= tie.above;
    } else {
      cuts.cuts[tie.cut] = high == UINT64_MAX ? Cut() : Cut{{high + 1, 0}, 0};
      ends[tie.cut] += below;
    }
  }
  uint64_t before = 0;
  for (size_t split = 0; split <= cuts.cuts_each; ++split) {
    const uint64_t end = split < cuts.cuts_each ? ends[split] : others;
    cuts.sizes[split] += end - before;
    before = end;
  }
  return cuts;
}

}  // namespace jsonl

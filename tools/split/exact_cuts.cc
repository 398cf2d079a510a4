#include "tools/split/exact_cuts.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace jsonl {
namespace {

using pipeline::Cut;
using pipeline::CutRequest;
using pipeline::Rank;

constexpr uint64_t kReach = 256;  // records on either side of a cut that may make up for equals

// The records around a cut.
struct Window {
  const Tie* tie;
  Cut begin;
  Cut end;
  bool begins_whole;  // no equals of its first record come before it
  bool ends_whole;
  std::vector<uint64_t> highs;  // of the records' ranks
};

struct Run {
  uint64_t high;
  uint64_t size;
};

// Of those not moved yet, in their order, some that add up to `size`; empty if these do not.
std::vector<uint64_t> Gather(const std::vector<Run>& runs, uint64_t size, uint32_t stratum,
                             const SplitCuts& cuts) {
  std::vector<uint64_t> found;
  for (const Run& run : runs) {
    if (run.size > size || cuts.moved.contains(Equals(stratum, run.high))) continue;
    found.push_back(run.high);
    size -= run.size;
    if (size == 0) return found;
  }
  return {};
}

// Brings the equals of the window's tie to one side, and others to the other; whether it can.
bool Resolve(Window& window, SplitCuts* cuts) {
  const Tie& tie = *window.tie;
  const auto [stratum, high] = tie.equals;
  if (cuts->moved.contains(tie.equals)) return false;
  std::sort(window.highs.begin(), window.highs.end());
  std::vector<Run> runs;
  for (uint64_t next : window.highs) {
    if (runs.empty() || runs.back().high != next) runs.push_back({next, 0});
    ++runs.back().size;
  }
  // What lies across the window's ends is left alone.
  if (!window.begins_whole && !runs.empty()) runs.erase(runs.begin());
  if (!window.ends_whole && !runs.empty()) runs.pop_back();
  const auto middle = std::find_if(runs.begin(), runs.end(),
                                   [&](const Run& run) { return run.high == tie.equals.second; });
  if (middle == runs.end() || middle->size != tie.total) return false;
  const auto split = static_cast<uint32_t>(tie.cut % cuts->cuts_each);
  const std::vector<Run> after(middle + 1, runs.end());
  for (uint64_t other : Gather(after, tie.above, stratum, *cuts)) {
    cuts->moved[tie.equals] = split + 1;
    cuts->moved[Equals(stratum, other)] = split;
  }
  if (cuts->moved.contains(tie.equals)) return true;
  const std::vector<Run> before(std::make_reverse_iterator(middle), runs.rend());
  for (uint64_t other : Gather(before, tie.total - tie.above, stratum, *cuts)) {
    cuts->moved[tie.equals] = split;
    cuts->moved[Equals(stratum, other)] = split + 1;
  }
  return cuts->moved.contains(tie.equals);
}

// The windows around the cuts with ties; ends[i] is how many records of its stratum come before
// cut i.
std::vector<Window> WindowsOf(const pipeline::RankedRecords& records, const std::vector<Tie>& ties,
                              const std::vector<uint64_t>& ends, size_t cuts_each) {
  std::set<size_t> tied;
  for (const Tie& tie : ties) tied.insert(tie.cut);
  std::vector<Window> windows;
  std::vector<CutRequest> requests;
  for (const Tie& tie : ties) {
    const uint32_t stratum = tie.equals.first;
    const size_t split = tie.cut % cuts_each;
    const uint64_t end = ends[tie.cut];
    // The window reaches as far as to the cuts beside this one.
    const uint64_t from = split == 0 ? 0 : ends[tie.cut - 1];
    const bool last = split + 1 == cuts_each;
    const uint64_t to = last ? records.group_sizes()[stratum] : ends[tie.cut + 1];
    const uint64_t begin = std::max(from, end - std::min(end, kReach));
    requests.push_back({stratum, begin});
    requests.push_back({stratum, std::min(to, end + kReach)});
    windows.push_back({&tie,
                       {},
                       {},
                       begin == from && (split == 0 || !tied.contains(tie.cut - 1)),
                       to <= end + kReach && (last || !tied.contains(tie.cut + 1)),
                       {}});
  }
  const std::vector<pipeline::PlacedCut> cuts = records.CutsAt(requests);
  std::vector<std::vector<Window*>> by_stratum(records.group_sizes().size());
  for (size_t i = 0; i < windows.size(); ++i) {
    windows[i].begin = cuts[2 * i];
    windows[i].end = cuts[2 * i + 1];
    by_stratum[windows[i].tie->equals.first].push_back(&windows[i]);
  }
  pipeline::ForEachRank(records.runs(), [&](uint32_t group, const Rank& rank, uint64_t position) {
    for (Window* window : by_stratum[group]) {
      if (!window->end.IsAbove(rank, position) || window->begin.IsAbove(rank, position)) continue;
      window->highs.push_back(rank.high);
    }
  });
  return windows;
}

}  // namespace

SplitCuts ExactCuts(const pipeline::RankedRecords& records, const std::vector<uint64_t>& counts,
                    const std::vector<std::vector<uint64_t>>& strata) {
  SplitCuts cuts;
  cuts.cuts_each = counts.size() - 1;
  cuts.sizes = counts;
  std::vector<CutRequest> requests;
  std::vector<uint64_t> ends;
  for (uint32_t stratum = 0; stratum < strata.size(); ++stratum) {
    uint64_t end = 0;
    for (size_t split = 0; split < cuts.cuts_each; ++split) {
      ends.push_back(end += strata[stratum][split]);
      requests.push_back({stratum, end});
    }
  }
  const std::vector<pipeline::PlacedCut> placed = records.CutsAt(requests);
  cuts.cuts.assign(placed.begin(), placed.end());
  const std::vector<Tie> ties = FindTies(placed, cuts.cuts_each);
  if (ties.empty()) return cuts;
  std::vector<Window> windows = WindowsOf(records, ties, ends, cuts.cuts_each);
  std::set<Equals> parted;
  for (Window& window : windows) {
    if (Resolve(window, &cuts) || !parted.insert(window.tie->equals).second) continue;
    cuts.parted += window.tie->total;
  }
  return cuts;
}

}  // namespace jsonl

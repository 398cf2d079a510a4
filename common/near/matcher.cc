#include "common/near/matcher.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "common/near/shingles.h"

namespace jsonl::near {
namespace {

// Sets that are joined step by step (R. Tarjan, 1975).
class UnionFind {
 public:
  explicit UnionFind(size_t size) : parents_(size) {
    std::iota(parents_.begin(), parents_.end(), 0u);
  }
  uint32_t Find(uint32_t x) {
    while (parents_[x] != x) x = parents_[x] = parents_[parents_[x]];
    return x;
  }
  // The first of both is the root.
  void Join(uint32_t a, uint32_t b) {
    a = Find(a);
    b = Find(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<uint32_t> parents_;
};

void SortByRecord(std::vector<Match>* matches) {
  std::sort(matches->begin(), matches->end(),
            [](const Match& a, const Match& b) { return a.record < b.record; });
}

}  // namespace

Matcher::Matcher(const Candidates& candidates, const SetStore& sets, uint64_t references,
                 double threshold)
    : candidates_(candidates),
      sets_(sets),
      references_(references),
      threshold_(threshold),
      newest_(candidates.bucket_count, kNone),
      shared_(candidates.records.size(), 0) {}

const std::vector<uint32_t>& Matcher::Likely(uint32_t unit) {
  likely_.clear();
  for (uint32_t bucket : candidates_.BucketsOf(unit)) {
    uint32_t at = newest_[bucket];
    for (size_t i = 0; i < kMostOfBucket && at != kNone; ++i, at = members_[at].next) {
      const uint32_t other = members_[at].unit;
      if (shared_[other]++ == 0) likely_.push_back(other);
    }
  }
  if (likely_.size() > kMostCompared) {
    std::nth_element(likely_.begin(), likely_.begin() + kMostCompared, likely_.end(),
                     [this](uint32_t a, uint32_t b) {
                       return shared_[a] != shared_[b] ? shared_[a] > shared_[b] : a < b;
                     });
  }
  for (uint32_t other : likely_) shared_[other] = 0;
  if (likely_.size() > kMostCompared) likely_.resize(kMostCompared);
  return likely_;
}

void Matcher::Enter(uint32_t unit) {
  for (uint32_t bucket : candidates_.BucketsOf(unit)) {
    members_.push_back({unit, newest_[bucket]});
    newest_[bucket] = static_cast<uint32_t>(members_.size() - 1);
  }
}

// `a` is the same for many calls.
absl::StatusOr<double> Matcher::Compare(uint32_t a, uint32_t b, double least) {
  const double sizes[] = {static_cast<double>(sets_.size_of(a)),
                          static_cast<double>(sets_.size_of(b))};
  if (std::min(sizes[0], sizes[1]) / std::max(sizes[0], sizes[1]) < least) return 0;
  absl::StatusOr<absl::Span<const uint64_t>> first = sets_.Get(a, &first_buffer_);
  if (!first.ok()) return first.status();
  absl::StatusOr<absl::Span<const uint64_t>> second = sets_.Get(b, &second_buffer_);
  if (!second.ok()) return second.status();
  return Jaccard(*first, *second, least);
}

absl::Status Matcher::MatchKept(uint32_t unit, Best* best) {
  for (uint32_t other : Likely(unit)) {
    absl::StatusOr<double> similarity =
        Compare(unit, other, std::max(threshold_, best->similarity));
    if (!similarity.ok()) return similarity.status();
    if (*similarity < threshold_) continue;
    if (*similarity > best->similarity ||
        (*similarity == best->similarity && keepers_[other] < keepers_[best->unit])) {
      *best = {other, *similarity};
    }
  }
  return absl::OkStatus();
}

absl::Status Matcher::MatchAll(uint32_t unit, std::vector<Best>* best) {
  for (uint32_t other : Likely(unit)) {
    absl::StatusOr<double> similarity = Compare(unit, other, threshold_);
    if (!similarity.ok()) return similarity.status();
    if (*similarity < threshold_) continue;
    for (auto [one, of] : {std::pair(unit, other), std::pair(other, unit)}) {
      Best& known = (*best)[one];
      if (*similarity > known.similarity || (*similarity == known.similarity && of < known.unit)) {
        known = {of, *similarity};
      }
    }
  }
  return absl::OkStatus();
}

void Matcher::FindKeepers(Keep keep) {
  keepers_ = candidates_.records;
  if (keep != Keep::kLast) return;
  for (const Twin& twin : candidates_.twins) {  // the last one stays
    if (twin.first < references_) continue;
    const size_t unit = candidates_.UnitOf(twin.first);
    if (unit < keepers_.size()) keepers_[unit] = twin.record;
  }
}

absl::StatusOr<std::vector<Match>> Matcher::Dropped(Keep keep) {
  FindKeepers(keep);
  const auto units = static_cast<uint32_t>(keepers_.size());
  std::vector<Best> best(units);
  std::vector<uint32_t> order(units);
  std::iota(order.begin(), order.end(), 0u);
  if (keep == Keep::kLast) {
    std::sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) {
      if (IsReference(a) != IsReference(b)) return IsReference(a);
      return keepers_[a] > keepers_[b];
    });
  }
  for (uint32_t unit : order) {
    absl::Status status;
    if (!IsReference(unit)) {
      status = keep == Keep::kNone ? MatchAll(unit, &best) : MatchKept(unit, &best[unit]);
    }
    if (!status.ok()) return status;
    if (keep == Keep::kAll && !IsReference(unit)) continue;  // nothing is compared with it
    if (keep == Keep::kNone || best[unit].unit == kNone) Enter(unit);
  }
  return Expand(keep, best);
}

// From units to records: what holds for one holds for its twins.
std::vector<Match> Matcher::Expand(Keep keep, const std::vector<Best>& best) const {
  std::vector<Match> dropped;
  auto add = [&](uint32_t record, uint32_t of, double similarity) {
    if (record >= references_) dropped.push_back({record, of, similarity});
  };
  std::vector<Twin> twins = candidates_.twins;
  std::stable_sort(twins.begin(), twins.end(),
                   [](const Twin& a, const Twin& b) { return a.first < b.first; });
  std::vector<uint32_t> firsts;
  for (auto begin = twins.begin(); begin < twins.end();) {
    const uint32_t first = begin->first;
    auto end = begin;
    while (end < twins.end() && end->first == first) ++end;
    firsts.push_back(first);
    const size_t unit = candidates_.UnitOf(first);
    const Best other = unit < best.size() ? best[unit] : Best();
    if (keep != Keep::kNone && other.unit != kNone) {
      add(first, keepers_[other.unit], other.similarity);
      for (; begin < end; ++begin) add(begin->record, keepers_[other.unit], other.similarity);
    } else if (keep == Keep::kNone) {
      add(first, begin->record, 1);
      for (; begin < end; ++begin) add(begin->record, first, 1);
    } else if (keep == Keep::kLast && first >= references_) {
      const uint32_t last = std::prev(end)->record;
      add(first, last, 1);
      for (; begin < std::prev(end); ++begin) add(begin->record, last, 1);
    } else if (keep != Keep::kAll || first < references_) {
      for (; begin < end; ++begin) add(begin->record, first, 1);
    }
    begin = end;
  }
  for (size_t unit = 0; unit < best.size(); ++unit) {
    const uint32_t record = candidates_.records[unit];
    if (best[unit].unit == kNone || std::binary_search(firsts.begin(), firsts.end(), record)) {
      continue;
    }
    add(record, keepers_[best[unit].unit], best[unit].similarity);
  }
  SortByRecord(&dropped);
  return dropped;
}

absl::StatusOr<std::vector<Match>> Matcher::Components() {
  const auto units = static_cast<uint32_t>(candidates_.records.size());
  UnionFind components(units);
  std::vector<double> similarities(units, 0);
  for (uint32_t unit = 0; unit < units; ++unit) {
    for (uint32_t other : Likely(unit)) {
      if (components.Find(unit) == components.Find(other)) continue;
      absl::StatusOr<double> similarity = Compare(unit, other, threshold_);
      if (!similarity.ok()) return similarity.status();
      if (*similarity < threshold_) continue;
      components.Join(unit, other);
      for (uint32_t one : {unit, other})
        similarities[one] = std::max(similarities[one], *similarity);
    }
    Enter(unit);
  }
  std::vector<Match> found;
  for (uint32_t unit = 0; unit < units; ++unit) {
    const uint32_t first = components.Find(unit);
    if (first != unit) {
      found.push_back({candidates_.records[unit], candidates_.records[first], similarities[unit]});
    }
  }
  for (const Twin& twin : candidates_.twins) {
    const size_t unit = candidates_.UnitOf(twin.first);
    const uint32_t first = unit < units
                               ? candidates_.records[components.Find(static_cast<uint32_t>(unit))]
                               : twin.first;
    found.push_back({twin.record, first, 1});
  }
  SortByRecord(&found);
  return found;
}

}  // namespace jsonl::near

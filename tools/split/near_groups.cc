#include "tools/split/near_groups.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/json/parser.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using near::Index;
using pipeline::Rank;
using pipeline::RankedRecord;
using pipeline::RankedRecords;
using pipeline::Session;

using NearGroups = absl::flat_hash_map<uint64_t, uint64_t>;

constexpr uint64_t kMany = 100;      // a group of so many records ...
constexpr uint64_t kLargePart = 20;  // ... and more than a 20th of all is worth a word

// What reads records stays with a batch, for the next block.
struct SketchBatch {
  std::optional<near::Sketcher> sketcher;
  json::Parser parser;
  Index::Sketches sketches;

  void Clear() { sketches.Clear(); }
};

struct SetBatch {
  std::optional<near::SetReader> reader;
  Index::Sets sets;

  void Clear() { sets.Clear(); }
};

absl::Status Fill(const RankedRecords& records, int threads, Index* index) {
  absl::Status status = records.Replay<SketchBatch>(
      [&](const RankedRecord& record, SketchBatch* batch) {
        if (!batch->sketcher.has_value()) batch->sketcher.emplace(*index);
        // It was well-formed the first time; if its file has changed since, Replay says so.
        if (batch->parser.Parse(record.text)) return batch->sketcher->Skip(&batch->sketches);
        batch->sketcher->Add(batch->parser.root(), &batch->sketches);
      },
      [&](const SketchBatch& batch) { return index->Take(batch.sketches); });
  if (status.ok()) status = index->FindCandidates(threads);
  if (!status.ok()) return status;
  return records.Replay<SetBatch>(
      [&](const RankedRecord& record, SetBatch* batch) {
        if (!index->Needs(record.position)) return;
        if (!batch->reader.has_value()) batch->reader.emplace(*index);
        batch->reader->Add(record.text, &batch->sets);
      },
      [&](const SetBatch& batch) { return index->Take(batch.sets); });
}

// The least high half that those joined lead to.
class Joined {
 public:
  uint64_t Find(uint64_t high) {
    uint64_t root = high;
    for (auto at = less_.find(root); at != less_.end(); at = less_.find(root)) root = at->second;
    while (high != root) high = std::exchange(less_[high], root);
    return root;
  }
  void Join(uint64_t a, uint64_t b) {
    const auto [least, other] = std::minmax({Find(a), Find(b)});
    if (least != other) less_[other] = least;
  }
  // By high half, the least.
  NearGroups All() {
    NearGroups all;
    for (const auto& [high, less] : NearGroups(less_)) all[high] = Find(high);
    return all;
  }

 private:
  NearGroups less_;
};

// By high half, the one that it becomes.
absl::StatusOr<NearGroups> FindGroups(const Index& index, const RankedRecords& records) {
  absl::StatusOr<std::vector<near::Match>> matches = index.Components();
  if (!matches.ok()) return matches.status();
  absl::flat_hash_map<uint64_t, uint64_t> highs;  // by position
  for (const near::Match& match : *matches) {
    highs[match.record] = 0;
    highs[match.of] = 0;
  }
  pipeline::ForEachRank(records.runs(), [&](uint32_t, const Rank& rank, uint64_t position) {
    auto found = highs.find(position);
    if (found != highs.end()) found->second = rank.high;
  });
  Joined joined;
  for (const near::Match& match : *matches) joined.Join(highs[match.record], highs[match.of]);
  return joined.All();
}

void Tell(const NearGroups& groups, const RankedRecords& records, const Session& session) {
  absl::flat_hash_map<uint64_t, uint64_t> sizes;  // by high half
  for (const auto& [high, least] : groups) sizes[least] = 0;
  uint64_t grouped = 0, largest = 0;
  pipeline::ForEachRank(records.runs(), [&](uint32_t, const Rank& rank, uint64_t) {
    auto size = sizes.find(rank.high);
    if (size == sizes.end()) return;
    ++grouped;
    largest = std::max(largest, ++size->second);
  });
  session.tell(text::Cat(grouped, " records are in ", sizes.size(),
                         sizes.size() == 1 ? " group" : " groups",
                         " of near-duplicates, the largest of ", largest));
  if (largest >= kMany && largest > records.size() / kLargePart) {
    session.Warn(text::Cat("one group of near-duplicates has ", largest, " of ", records.size(),
                           " records, all for one split: if they share a template, compare other "
                           "fields (--key) or give a higher threshold"));
  }
}

}  // namespace

absl::Status GroupNearDuplicates(const near::Options& options, RankedRecords* records,
                                 const Session& session) {
  Index index(options);
  absl::Status status = Fill(*records, session.resources.threads, &index);
  if (!status.ok()) return status;
  absl::StatusOr<NearGroups> groups = FindGroups(index, *records);
  if (!groups.ok()) return groups.status();
  if (index.absent() > 0) {
    session.Warn(text::Cat(index.absent(), " records have no text to compare"));
  }
  if (groups->empty()) return absl::OkStatus();
  records->ChangeRanks([&](Rank* rank) {
    auto group = groups->find(rank->high);
    if (group != groups->end()) rank->high = group->second;
  });
  Tell(*groups, *records, session);
  return absl::OkStatus();
}

}  // namespace jsonl

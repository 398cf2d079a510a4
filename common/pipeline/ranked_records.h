// Records that are read twice: ranked first, written when it is known what becomes of each.

#ifndef JSONL_COMMON_PIPELINE_RANKED_RECORDS_H_
#define JSONL_COMMON_PIPELINE_RANKED_RECORDS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/io/block.h"
#include "common/io/record_store.h"
#include "common/io/sink.h"
#include "common/json/field_path.h"
#include "common/pipeline/gathered.h"
#include "common/pipeline/groups.h"
#include "common/pipeline/ordered.h"
#include "common/pipeline/selection.h"
#include "common/pipeline/session.h"
#include "common/pipeline/weight_field.h"

namespace jsonl::pipeline {

// A record as it comes the second time.
struct RankedRecord {
  std::string_view text;  // with its line end
  uint64_t position;      // among all records
  Rank rank;              // {} if they are not ranked
  uint32_t group;
};

// Takes 16 bytes of memory a record that is ranked, and 4 with a field.
class RankedRecords {
 public:
  // Sees the records of each block, in input order.
  using Observer = std::function<void(const Batch&)>;

  // Without a function, records are only counted. Without a field, all are in group 0. With a
  // weight, ranks are weighted, and records that have none are malformed lines.
  RankedRecords(Session& session, RankFunction rank, std::optional<json::FieldPath> by,
                std::optional<WeightField> weight = std::nullopt);

  // The first pass. Stops, well, at a malformed line when it has to; see Session::stopped.
  absl::Status Read(const Observer& observe = nullptr);

  uint64_t size() const { return size_; }
  // By group; names only with a field.
  const std::vector<uint64_t>& group_sizes() const { return group_sizes_; }
  // How many of them are ranked kNeverChosen.
  const std::vector<uint64_t>& never_chosen() const { return never_chosen_; }
  const std::vector<std::string>& group_names() const { return groups_.names(); }
  // In input order; without a function, without ranks.
  absl::Span<const RankedRun> runs() const { return runs_; }
  std::vector<PlacedCut> CutsAt(absl::Span<const CutRequest> requests) const {
    return pipeline::CutsAt(runs_, group_sizes_, requests);
  }

  // Changes ranks: change(Rank*) is called for each.
  template <typename Change>
  void ChangeRanks(Change&& change) {
    for (RankedRun& run : runs_) {
      for (Rank& rank : run.ranks) change(&rank);
    }
  }

  // The second pass: visit(const RankedRecord&, Result*) on any thread, commit(Result&) ->
  // absl::Status for the records of every block in input order. A Result has Clear().
  template <typename Result, typename Visit, typename Commit>
  absl::Status Replay(const Visit& visit, Commit&& commit) const;

 private:
  template <typename Visit>
  void ForEach(const io::Block& block, Visit&& visit) const;
  void AddGroup();

  Session& session_;
  RankFunction rank_;
  std::optional<json::FieldPath> by_;
  std::optional<WeightField> weight_;
  std::unique_ptr<io::RecordStore> store_;
  uint64_t size_ = 0;
  std::vector<RankedRun> runs_;                     // by block
  std::vector<std::vector<uint32_t>> not_records_;  // by block: lines, ascending
  GroupTable groups_;
  std::vector<uint64_t> group_sizes_;
  std::vector<uint64_t> never_chosen_;
};

// Writes each record as choose(const RankedRecord&), which is called on any thread, has it:
// Choice::target is an index into `sinks`. What is not written is dropped for `reason`.
template <typename Choose>
absl::Status WriteChosen(Session& session, const RankedRecords& records,
                         const std::vector<io::Sink*>& sinks, std::string_view reason,
                         const Choose& choose);

// ---------------------------------------------------------------------------------------------

template <typename Visit>
void RankedRecords::ForEach(const io::Block& block, Visit&& visit) const {
  const RankedRun& run = runs_[block.sequence];
  const std::vector<uint32_t>& not_records = not_records_[block.sequence];
  auto not_record = not_records.begin();
  const std::string_view text = block.text();
  const bool last = block.sequence + 1 == runs_.size();
  const size_t records = (last ? size_ : runs_[block.sequence + 1].first) - run.first;
  size_t i = 0;  // records of the block so far
  uint32_t number = 0;
  // A file that changes while it is read may have fewer lines now, or more; the store says so.
  for (size_t begin = 0; begin < text.size() && i < records; ++number) {
    const size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    if (not_record != not_records.end() && *not_record == number) {
      ++not_record;
    } else {
      visit(RankedRecord{text.substr(begin, end - begin), run.first + i,
                         run.ranks.empty() ? Rank{} : run.ranks[i],
                         run.groups.empty() ? 0 : run.groups[i]});
      ++i;
    }
    begin = end;
  }
}

template <typename Result, typename Visit, typename Commit>
absl::Status RankedRecords::Replay(const Visit& visit, Commit&& commit) const {
  std::unique_ptr<io::BlockSource> source = store_->Replay();
  auto new_worker = [&] {
    return [&](const io::Block& block, Result* result) {
      result->Clear();
      ForEach(block, [&](const RankedRecord& record) { visit(record, result); });
    };
  };
  uint64_t done = 0;
  return RunInOrder<Result>(*source, session_.resources.threads, new_worker,
                            [&](const io::Block& block, Result& result) -> absl::StatusOr<bool> {
                              absl::Status status = commit(result);
                              if (!status.ok()) return status;
                              done += block.text().size();
                              if (session_.progress) {
                                session_.progress("read again", done, session_.account.bytes);
                              }
                              return true;
                            });
}

template <typename Choose>
absl::Status WriteChosen(Session& session, const RankedRecords& records,
                         const std::vector<io::Sink*>& sinks, std::string_view reason,
                         const Choose& choose) {
  return records.Replay<Gathered>(
      [&](const RankedRecord& record, Gathered* out) { out->Add(record.text, choose(record)); },
      [&](const Gathered& gathered) {
        session.account.written += gathered.written();
        session.account.copies += gathered.copies();
        session.account.Drop(reason, gathered.dropped());
        return gathered.WriteTo(sinks);
      });
}

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_RANKED_RECORDS_H_

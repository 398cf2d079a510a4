#include "common/pipeline/ranked_records.h"

namespace jsonl::pipeline {
namespace {

struct RankedBatch : Batch {
  std::vector<Rank> ranks;
  NameList groups;

  void Clear() {
    Batch::Clear();
    ranks.clear();
    groups.Clear();
  }
};

}  // namespace

RankedRecords::RankedRecords(Session& session, std::optional<Ranker> ranker,
                             std::optional<json::FieldPath> by)
    : session_(session),
      ranker_(std::move(ranker)),
      by_(std::move(by)),
      store_(session.OpenStore()) {}

absl::Status RankedRecords::Read() {
  auto visit = [this, name = std::string()](const Record& record, RankedBatch* batch) mutable {
    if (ranker_.has_value()) batch->ranks.push_back((*ranker_)(record));
    if (by_.has_value()) batch->groups.Add(GroupName(by_->Find(record.root), &name));
  };
  if (!by_.has_value()) group_sizes_.push_back(0);
  return RunRecords<RankedBatch>(
      session_, *store_,
      [&] { return ScanWorker<RankedBatch, decltype(visit)>(session_.scan, visit); },
      [&](const io::Block&, const RankedBatch& batch, uint64_t) {
        RankedRun& run = runs_.emplace_back(RankedRun{size_, batch.ranks, {}});
        std::vector<uint32_t>& not_records = not_records_.emplace_back();
        if (batch.bad + batch.blank > 0) {
          for (const Line& line : batch.lines) {
            if (line.fate != Fate::kRecord) not_records.push_back(line.number);
          }
        }
        const size_t records = batch.lines.size() - not_records.size();
        size_ += records;
        if (!by_.has_value()) {
          group_sizes_[0] += records;
          return absl::OkStatus();
        }
        for (size_t i = 0; i < records; ++i) {
          const uint32_t group = groups_.IdOf(batch.groups[i]);
          if (group == group_sizes_.size()) group_sizes_.push_back(0);
          ++group_sizes_[group];
          run.groups.push_back(group);
        }
        return absl::OkStatus();
      });
}

}  // namespace jsonl::pipeline

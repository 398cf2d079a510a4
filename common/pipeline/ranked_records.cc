#include "common/pipeline/ranked_records.h"

namespace jsonl::pipeline {
namespace {

struct RankedBatch : Batch {
  std::vector<Rank> ranks;
  GroupTable names;
  std::vector<uint32_t> groups;  // numbers of names

  void Clear() {
    Batch::Clear();
    ranks.clear();
    names.Clear();
    groups.clear();
  }
};

}  // namespace

RankedRecords::RankedRecords(Session& session, RankFunction rank, std::optional<json::FieldPath> by,
                             std::optional<WeightField> weight)
    : session_(session),
      rank_(std::move(rank)),
      by_(std::move(by)),
      weight_(std::move(weight)),
      store_(session.OpenStore()) {}

absl::Status RankedRecords::Read(const Observer& observe) {
  auto visit = [this, name = std::string()](const Record& record, RankedBatch* batch) mutable {
    Rank rank;
    if (rank_) rank = rank_(record);
    if (weight_.has_value()) {
      double weight = 0;
      if (std::optional<report::Finding> finding = weight_->Read(record.root, &weight)) {
        batch->Find(record.line, *std::move(finding));
        return batch->Reject(record.line, Fate::kMalformed);
      }
      rank = WeightedRank(rank, weight);
    }
    if (rank_) batch->ranks.push_back(rank);
    if (!by_.has_value()) return;
    batch->groups.push_back(batch->names.IdOf(GroupName(by_->Find(record.root), &name)));
  };
  if (!by_.has_value()) AddGroup();
  std::vector<uint32_t> group_of;  // by number of the name in the block
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
        if (observe) observe(batch);
        if (!by_.has_value()) {
          group_sizes_[0] += records;
        } else {
          group_of.clear();
          for (const std::string& name : batch.names.names()) {
            group_of.push_back(groups_.IdOf(name));
            if (group_of.back() == group_sizes_.size()) AddGroup();
          }
          run.groups.reserve(records);
          for (size_t i = 0; i < records; ++i) {
            run.groups.push_back(group_of[batch.groups[i]]);
            ++group_sizes_[run.groups.back()];
          }
        }
        if (!weight_.has_value()) return absl::OkStatus();
        for (size_t i = 0; i < records; ++i) {
          const uint32_t group = by_.has_value() ? run.groups[i] : 0;
          never_chosen_[group] += run.ranks[i] == kNeverChosen;
        }
        return absl::OkStatus();
      });
}

void RankedRecords::AddGroup() {
  group_sizes_.push_back(0);
  never_chosen_.push_back(0);
}

}  // namespace jsonl::pipeline

#include "tools/sample/exact_sample.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/pipeline/ranked_records.h"
#include "common/pipeline/shuffle.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/sample/outcome.h"

namespace jsonl {
namespace {

using pipeline::Cut;
using pipeline::RankedRecord;
using pipeline::RankedRecords;
using pipeline::Session;
using pipeline::Shuffle;

constexpr uint64_t kCopiedAtATime = 1 << 20;  // bytes

struct ShuffledBatch {
  Shuffle::Batch records;
  std::vector<std::pair<RankedRecord, uint64_t>> repeated;  // those of several copies
  uint64_t written = 0;
  uint64_t dropped = 0;

  void Clear() {
    records.Clear();
    repeated.clear();
    written = 0;
    dropped = 0;
  }
};

class ExactSample {
 public:
  ExactSample(const Plan& plan, Session& session)
      : plan_(plan), session_(session), records_(session, plan.ranker, plan.by, plan.weight) {}

  absl::Status Run() {
    if (absl::Status status = records_.Read(); !status.ok() || session_.stopped) return status;
    if (absl::Status status = Decide(); !status.ok()) return status;
    return plan_.shuffle ? WriteShuffled() : WriteInOrder();
  }

 private:
  // What is done with the records of a group.
  struct Verdict {
    uint64_t whole = 0;  // how often each is written at least
    Cut cut;             // those before it once more
  };

  // Records of weight 0 are as if they were not there.
  std::vector<Group> Groups() const {
    std::vector<Group> groups;
    for (size_t i = 0; i < records_.group_sizes().size(); ++i) {
      groups.push_back({plan_.by.has_value() ? records_.group_names()[i] : std::string_view(),
                        records_.group_sizes()[i] - records_.never_chosen()[i]});
    }
    return groups;
  }

  absl::Status Decide() {
    const std::vector<Group> groups = Groups();
    absl::StatusOr<std::vector<uint64_t>> lines =
        plan_.mix.has_value() ? LinesOfMix(groups) : LinesOfQuotas(groups);
    if (!lines.ok()) return lines.status();
    std::vector<pipeline::CutRequest> requests;
    for (uint32_t group = 0; group < groups.size(); ++group) {
      const uint64_t size = groups[group].size;
      const uint64_t whole = size == 0 ? 0 : (*lines)[group] / size;
      lines_ += (*lines)[group];
      verdicts_.push_back({whole, {}});
      requests.push_back({group, (*lines)[group] - whole * size});
      session_.account.Note("records of weight 0", records_.never_chosen()[group]);
    }
    const std::vector<pipeline::PlacedCut> cuts = records_.CutsAt(requests);
    for (size_t group = 0; group < cuts.size(); ++group) verdicts_[group].cut = cuts[group];
    return absl::OkStatus();
  }

  // How many lines are written of each group.
  absl::StatusOr<std::vector<uint64_t>> LinesOfMix(const std::vector<Group>& groups) {
    absl::StatusOr<std::vector<Portion>> portions = plan_.mix->PortionsOf(groups);
    if (!portions.ok()) return portions.status();
    TellMixed(session_, *plan_.mix, groups, *portions);
    std::vector<uint64_t> lines;
    for (const Portion& portion : *portions) lines.push_back(portion.lines);
    return lines;
  }

  absl::StatusOr<std::vector<uint64_t>> LinesOfQuotas(const std::vector<Group>& groups) const {
    std::vector<uint64_t> lines;
    for (const Group& group : groups) {
      const Quota* quota = plan_.quotas.Find(group.name);
      if (quota == nullptr) {
        return absl::InvalidArgumentError(
            text::Cat("group '", text::Shortened(group.name),
                      "' has no rate or count: name it, or give *=VALUE for all "
                      "that are not named"));
      }
      lines.push_back(quota->LinesOf(group.size));
    }
    TellSampled(session_, plan_.quotas, groups, lines, plan_.by.has_value());
    return lines;
  }

  uint64_t CopiesOf(const RankedRecord& record) const {
    const Verdict& verdict = verdicts_[record.group];
    if (record.rank == pipeline::kNeverChosen) return 0;
    return verdict.whole + (verdict.cut.IsAbove(record.rank, record.position) ? 1 : 0);
  }

  absl::Status WriteInOrder() {
    return pipeline::WriteChosen(session_, records_, {session_.output.get()}, kNotSampled,
                                 [this](const RankedRecord& record) -> pipeline::Choice {
                                   return {0, CopiesOf(record)};
                                 });
  }

  absl::Status WriteShuffled() {
    const double average = static_cast<double>(session_.account.bytes) /
                           static_cast<double>(std::max<uint64_t>(records_.size(), 1));
    Shuffle shuffle({lines_},
                    {.bytes = static_cast<uint64_t>(average * static_cast<double>(lines_)),
                     .memory = session_.resources.memory,
                     .threads = session_.resources.threads,
                     .temp_dir = session_.resources.temp_dir});
    const auto add = [&](const RankedRecord& record, uint64_t copy, Shuffle::Batch* batch) {
      batch->Add(shuffle, 0, pipeline::ShuffleKey(record.rank, record.position, copy, plan_.seed),
                 record.text);
    };
    absl::Status status = records_.Replay<ShuffledBatch>(
        [&](const RankedRecord& record, ShuffledBatch* batch) {
          const uint64_t copies = CopiesOf(record);
          if (copies == 0) {
            ++batch->dropped;
            return;
          }
          ++batch->written;
          add(record, 0, &batch->records);
          if (copies > 1) batch->repeated.emplace_back(record, copies);
        },
        [&](ShuffledBatch& batch) {
          session_.account.written += batch.written;
          session_.account.Drop(kNotSampled, batch.dropped);
          absl::Status taken = shuffle.Take(batch.records);
          batch.records.Clear();
          uint64_t added = 0;  // bytes
          for (const auto& [record, copies] : batch.repeated) {
            session_.account.copies += copies - 1;
            for (uint64_t copy = 1; copy < copies && taken.ok(); ++copy) {
              add(record, copy, &batch.records);
              added += record.text.size();
              if (added < kCopiedAtATime) continue;
              taken = shuffle.Take(batch.records);
              batch.records.Clear();
              added = 0;
            }
          }
          return taken.ok() ? shuffle.Take(batch.records) : taken;
        });
    if (!status.ok()) return status;
    return shuffle.Drain(
        [&](uint32_t, std::string_view text) { return session_.output->Write(text); });
  }

  const Plan& plan_;
  Session& session_;
  RankedRecords records_;
  std::vector<Verdict> verdicts_;  // by group
  uint64_t lines_ = 0;             // to be written, copies and all
};

}  // namespace

absl::Status RunExactSample(const Plan& plan, pipeline::Session& session) {
  return ExactSample(plan, session).Run();
}

}  // namespace jsonl

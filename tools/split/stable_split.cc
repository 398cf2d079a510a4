#include "tools/split/stable_split.h"

#include <algorithm>
#include <memory>

#include "common/pipeline/gathered.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Rank;
using pipeline::Record;

struct SplitBatch : Batch {
  pipeline::Gathered records;
  std::vector<uint64_t> sizes;  // by split
  uint64_t none = 0;

  void Clear() {
    Batch::Clear();
    records.Clear();
    std::fill(sizes.begin(), sizes.end(), 0);
    none = 0;
  }
};

}  // namespace

SplitCuts StableCuts(const Ratios& ratios) {
  SplitCuts cuts;
  for (uint64_t end : ratios.EndsOfHashes()) {
    cuts.cuts.push_back(end == UINT64_MAX ? pipeline::Cut() : pipeline::Cut{{end, 0}, 0});
  }
  cuts.cuts_each = cuts.cuts.size();
  cuts.sizes.resize(ratios.names().size());
  return cuts;
}

absl::StatusOr<StableCounts> SplitStable(const pipeline::RankFunction& rank, const SplitCuts& cuts,
                                         uint64_t none, const std::vector<io::Sink*>& sinks,
                                         std::string_view reason, pipeline::Session& session) {
  auto visit = [&](const Record& record, SplitBatch* batch) {
    const Rank of_record = rank(record);
    const uint32_t split = cuts.SplitOf({record.text, 0, of_record, 0});
    batch->sizes.resize(sinks.size());
    ++batch->sizes[split];
    batch->none += of_record.high == none;
    batch->records.Add(pipeline::WithLineEnd(record, *batch),
                       {split, sinks[split] != nullptr ? 1u : 0u});
  };
  StableCounts counts;
  counts.sizes.resize(sinks.size());
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status = pipeline::RunRecords<SplitBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<SplitBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block&, const SplitBatch& batch, uint64_t) {
        if (session.stopped) return absl::OkStatus();  // no output gets its name
        for (size_t i = 0; i < batch.sizes.size(); ++i) counts.sizes[i] += batch.sizes[i];
        counts.none += batch.none;
        session.account.written += batch.records.written();
        session.account.Drop(reason, batch.records.dropped());
        return batch.records.WriteTo(sinks);
      });
  if (!status.ok()) return status;
  return counts;
}

}  // namespace jsonl

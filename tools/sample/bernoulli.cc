#include "tools/sample/bernoulli.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Record;

struct ChosenBatch : Batch {
  std::vector<bool> chosen;  // by record

  void Clear() {
    Batch::Clear();
    chosen.clear();
  }
};

}  // namespace

absl::Status RunBernoulli(const Plan& plan, pipeline::Session& session) {
  const uint64_t share = plan.bernoulli->ShareOfHashes();
  auto visit = [&plan, share](const Record& record, ChosenBatch* batch) {
    uint64_t limit = share;
    if (plan.weight.has_value()) {
      double weight = 0;
      if (std::optional<report::Finding> finding = plan.weight->Read(record.root, &weight)) {
        batch->Find(record.line, *std::move(finding));
        return batch->Reject(record.line, Fate::kMalformed);
      }
      limit = pipeline::WeightedShare(share, weight);
    }
    batch->chosen.push_back(plan.ranker(record).high < limit || limit == UINT64_MAX);
  };
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  uint64_t dropped = 0;
  absl::Status status = pipeline::RunRecords<ChosenBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<ChosenBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block& block, const ChosenBatch& batch, uint64_t) {
        pipeline::RunWriter out(session.output.get(), block.text());
        size_t next = 0;
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          if (!batch.chosen[next++]) {
            ++dropped;
            continue;
          }
          ++session.account.written;
          if (absl::Status added = out.Add(line); !added.ok()) return added;
        }
        return out.Finish();
      });
  session.account.Drop(kNotSampled, dropped);
  return status;
}

}  // namespace jsonl

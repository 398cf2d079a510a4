#include "tools/sample/shuffle_all.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "common/pipeline/shuffle.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Record;
using pipeline::Shuffle;

struct RankedBatch : Batch {
  std::vector<pipeline::Rank> ranks;  // by record

  void Clear() {
    Batch::Clear();
    ranks.clear();
  }
};

// Bytes of the input, about.
uint64_t SizeOf(const pipeline::Session& session) {
  uint64_t total = 0;
  for (const io::Input& input : session.inputs) {
    const std::optional<uint64_t> size = input.Size();
    if (!size.has_value()) return session.resources.memory;
    total += *size;
  }
  return total;
}

}  // namespace

absl::Status ShuffleAll(const Plan& plan, pipeline::Session& session) {
  Shuffle shuffle({0}, {.bytes = SizeOf(session),
                        .memory = session.resources.memory,
                        .threads = session.resources.threads,
                        .temp_dir = session.resources.temp_dir});
  auto visit = [&plan](const Record& record, RankedBatch* batch) {
    batch->ranks.push_back(plan.ranker(record));
  };
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  Shuffle::Batch spread;
  uint64_t position = 0;
  absl::Status status = pipeline::RunRecords<RankedBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<RankedBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block& block, const RankedBatch& batch, uint64_t) {
        const std::string_view text = block.text();
        size_t next = 0;
        spread.Clear();
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          spread.Add(shuffle, 0,
                     pipeline::ShuffleKey(batch.ranks[next++], position++, 0, plan.seed),
                     text.substr(line.begin, line.end - line.begin));
        }
        return shuffle.Take(spread);
      });
  if (!status.ok() || session.stopped) return status;
  session.account.written = position;
  return shuffle.Drain(
      [&](uint32_t, std::string_view text) { return session.output->Write(text); });
}

}  // namespace jsonl

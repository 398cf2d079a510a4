#include "tools/split/assignment.h"

#include "common/pipeline/shuffle.h"

namespace jsonl {
namespace {

using pipeline::RankedRecord;
using pipeline::RankedRecords;
using pipeline::Session;

struct ShuffledBatch {
  pipeline::Shuffle::Batch records;
  uint64_t written = 0;
  uint64_t dropped = 0;

  void Clear() {
    records.Clear();
    written = 0;
    dropped = 0;
  }
};

}  // namespace

absl::Status WriteInOrder(Session& session, const RankedRecords& records,
                          const Assignment& assignment, const std::vector<io::Sink*>& sinks,
                          std::string_view reason) {
  return pipeline::WriteChosen(session, records, sinks, reason,
                               [&](const RankedRecord& record) -> pipeline::Choice {
                                 const uint32_t output = assignment.output_of(record);
                                 return {output, sinks[output] != nullptr ? 1u : 0u};
                               });
}

absl::Status WriteShuffled(Session& session, const RankedRecords& records,
                           const Assignment& assignment, const std::vector<io::Sink*>& sinks,
                           std::string_view reason, uint64_t seed) {
  std::vector<uint64_t> sizes = assignment.sizes;
  for (size_t i = 0; i < sizes.size(); ++i) sizes[i] = sinks[i] != nullptr ? sizes[i] : 0;
  pipeline::Shuffle shuffle(sizes, {.bytes = session.account.bytes,
                                    .memory = session.resources.memory,
                                    .threads = session.resources.threads,
                                    .temp_dir = session.resources.temp_dir});
  absl::Status status = records.Replay<ShuffledBatch>(
      [&](const RankedRecord& record, ShuffledBatch* batch) {
        const uint32_t output = assignment.output_of(record);
        if (sinks[output] == nullptr) {
          ++batch->dropped;
          return;
        }
        ++batch->written;
        batch->records.Add(shuffle, output,
                           pipeline::ShuffleKey(record.rank, record.position, 0, seed),
                           record.text);
      },
      [&](const ShuffledBatch& batch) {
        session.account.written += batch.written;
        session.account.Drop(reason, batch.dropped);
        return shuffle.Take(batch.records);
      });
  if (!status.ok()) return status;
  return shuffle.Drain(
      [&](uint32_t output, std::string_view text) { return sinks[output]->Write(text); });
}

}  // namespace jsonl

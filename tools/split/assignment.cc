#include "tools/split/assignment.h"

#include <algorithm>
#include <utility>

#include "common/hash/fingerprint.h"
#include "common/pipeline/shuffle.h"

namespace jsonl {
namespace {

__extension__ using Word128 = unsigned __int128;

using pipeline::RankedRecord;
using pipeline::RankedRecords;
using pipeline::Session;

// Where a record stands in a random order. Equal records must not end up side by side, so the
// position takes part.
hash::Fingerprint PlaceOf(const RankedRecord& record, uint64_t seed) {
  return hash::Mix(record.rank, hash::Mix({record.position, 0}, {seed, 0}));
}

// Places of outputs one after the other, each as much as it has records, so that one shuffle orders
// all of them: by output first.
class Places {
 public:
  // Outputs without a sink have none.
  Places(const std::vector<uint64_t>& sizes, const std::vector<io::Sink*>& sinks) {
    uint64_t all = 0;
    for (size_t i = 0; i < sizes.size(); ++i) all += sinks[i] != nullptr ? sizes[i] : 0;
    uint64_t before = 0;
    for (size_t i = 0; i < sizes.size(); ++i) {
      const Word128 begin = all == 0 ? 0 : (Word128{before} << 64) / all;
      before += sinks[i] != nullptr ? sizes[i] : 0;
      const Word128 end = all == 0 ? 0 : (Word128{before} << 64) / all;
      outputs_.push_back({static_cast<uint64_t>(begin), end - begin});
    }
  }
  hash::Fingerprint Of(uint32_t output, hash::Fingerprint place) const {
    const Output& places = outputs_[output];
    const auto offset = static_cast<uint64_t>((places.width * place.high) >> 64);
    return {places.begin + offset, place.low};
  }

 private:
  struct Output {
    uint64_t begin;
    Word128 width;  // at most 2^64
  };
  std::vector<Output> outputs_;
};

struct ShuffledBatch {
  pipeline::Shuffle::Batch records;
  std::vector<std::pair<uint32_t, uint64_t>> written;  // output and bytes of each
  uint64_t dropped = 0;

  void Clear() {
    records.Clear();
    written.clear();
    dropped = 0;
  }
};

// Reads all records again and puts them into the shuffle: place(const RankedRecord&) -> the output
// and the key. Returns the bytes of each output.
template <typename Place>
absl::StatusOr<std::vector<uint64_t>> Fill(Session& session, const RankedRecords& records,
                                           const std::vector<io::Sink*>& sinks,
                                           std::string_view reason, pipeline::Shuffle* shuffle,
                                           const Place& place) {
  std::vector<uint64_t> bytes(sinks.size());
  absl::Status status = records.Replay<ShuffledBatch>(
      [&](const RankedRecord& record, ShuffledBatch* batch) {
        const std::pair<uint32_t, hash::Fingerprint> where = place(record);
        if (sinks[where.first] == nullptr) {
          ++batch->dropped;
          return;
        }
        batch->records.Add(*shuffle, where.second, record.text);
        batch->written.emplace_back(where.first, record.text.size());
      },
      [&](const ShuffledBatch& batch) {
        session.account.written += batch.written.size();
        session.account.Drop(reason, batch.dropped);
        for (const auto& [output, size] : batch.written) bytes[output] += size;
        return shuffle->Take(batch.records);
      });
  if (!status.ok()) return status;
  return bytes;
}

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
  pipeline::Shuffle shuffle(session.account.bytes, records.size(), session.resources.memory,
                            session.resources.temp_dir);
  const Places places(assignment.sizes, sinks);
  absl::StatusOr<std::vector<uint64_t>> left =
      Fill(session, records, sinks, reason, &shuffle, [&](const RankedRecord& record) {
        const uint32_t output = assignment.output_of(record);
        return std::pair(output, places.Of(output, PlaceOf(record, seed)));
      });
  if (!left.ok()) return left.status();
  size_t output = 0;
  return shuffle.Drain(session.resources.threads, [&](std::string_view text) {
    while (!text.empty()) {
      while ((*left)[output] == 0) ++output;
      const size_t part = std::min<uint64_t>((*left)[output], text.size());
      absl::Status status = sinks[output]->Write(text.substr(0, part));
      if (!status.ok()) return status;
      (*left)[output] -= part;
      text.remove_prefix(part);
    }
    return absl::OkStatus();
  });
}

}  // namespace jsonl

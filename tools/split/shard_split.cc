#include "tools/split/shard_split.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "common/pipeline/ranked_records.h"
#include "common/text/strings.h"
#include "tools/split/assignment.h"
#include "tools/split/output_set.h"
#include "tools/split/split_rank.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Cut;
using pipeline::Fate;
using pipeline::Line;
using pipeline::RankedRecord;
using pipeline::RankedRecords;

constexpr uint64_t kMaxShards = 99999;

absl::Status CheckOptions(const SplitOptions& options) {
  if (options.shards.has_value() && (*options.shards == 0 || *options.shards > kMaxShards)) {
    return absl::InvalidArgumentError(text::Cat("--shards takes 1 to ", kMaxShards));
  }
  if (options.lines == 0u) return absl::InvalidArgumentError("--lines takes 1 or more");
  if (options.bytes == 0u) return absl::InvalidArgumentError("--bytes takes 1 or more");
  if (options.bytes.has_value() && options.shuffle) {
    return absl::InvalidArgumentError(
        "--bytes follows the order of the input: shuffle first, with jsonl-sample --shuffle, or "
        "give --shards or --lines");
  }
  return absl::OkStatus();
}

// Fills shards with as many records as fit into so many bytes, at least one.
class ByteCounter {
 public:
  explicit ByteCounter(uint64_t limit) : limit_(limit) {}

  void Add(uint64_t size) {
    if (sizes_.empty() || (bytes_ + size > limit_ && bytes_ > 0)) {
      sizes_.push_back(0);
      bytes_ = 0;
    }
    bytes_ += size;
    ++sizes_.back();
  }
  // Records by shard.
  const std::vector<uint64_t>& sizes() const { return sizes_; }

 private:
  uint64_t limit_;
  uint64_t bytes_ = 0;  // in the last shard
  std::vector<uint64_t> sizes_;
};

// The first few have one record more than the others.
std::vector<uint64_t> EqualSizes(uint64_t records, uint64_t shards) {
  std::vector<uint64_t> sizes(shards, records / shards);
  for (uint64_t i = 0; i < records % shards; ++i) ++sizes[i];
  return sizes;
}

std::vector<uint64_t> SizesOfLines(uint64_t records, uint64_t lines) {
  std::vector<uint64_t> sizes(records / lines, lines);
  if (records % lines > 0) sizes.push_back(records % lines);
  return sizes;
}

// How many records come before the end of each shard.
std::vector<uint64_t> EndsOf(const std::vector<uint64_t>& sizes) {
  std::vector<uint64_t> ends;
  uint64_t end = 0;
  for (uint64_t size : sizes) ends.push_back(end += size);
  return ends;
}

// Shards of neighbours in the input.
Assignment InOrder(std::vector<uint64_t> sizes) {
  auto shard_of = [ends = EndsOf(sizes)](const RankedRecord& record) {
    auto end = std::upper_bound(ends.begin(), ends.end(), record.position);
    return static_cast<uint32_t>(end - ends.begin());
  };
  return {std::move(sizes), std::move(shard_of)};
}

// Shards of any records.
Assignment AtRandom(const RankedRecords& records, std::vector<uint64_t> sizes) {
  std::vector<pipeline::CutRequest> requests;
  for (uint64_t end : EndsOf(sizes)) requests.push_back({0, end});
  auto shard_of = [cuts = records.CutsAt(requests)](const RankedRecord& record) {
    auto cut = std::partition_point(cuts.begin(), cuts.end(), [&](const Cut& end) {
      return !end.IsAbove(record.rank, record.position);
    });
    return static_cast<uint32_t>(cut - cuts.begin());
  };
  return {std::move(sizes), std::move(shard_of)};
}

}  // namespace

absl::Status SplitIntoShards(const SplitOptions& options, pipeline::Session& session) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  absl::StatusOr<OutputSet> outputs = OutputSet::Create(options.output, "{shard}", session);
  if (!outputs.ok()) return outputs.status();

  const uint64_t seed = options.seed.value_or(0);
  pipeline::RankFunction rank;
  if (options.shuffle) rank = SplitRank(seed, std::nullopt);
  RankedRecords records(session, std::move(rank), std::nullopt);
  ByteCounter counter(options.bytes.value_or(0));
  RankedRecords::Observer count_bytes = [&counter](const Batch& batch) {
    for (const Line& line : batch.lines) {
      if (line.fate == Fate::kRecord) counter.Add(line.end - line.begin);
    }
  };
  absl::Status status = records.Read(options.bytes.has_value() ? count_bytes : nullptr);
  if (!status.ok() || session.stopped) return status;

  std::vector<uint64_t> sizes =
      options.shards.has_value()  ? EqualSizes(records.size(), *options.shards)
      : options.lines.has_value() ? SizesOfLines(records.size(), *options.lines)
                                  : counter.sizes();
  if (sizes.empty()) sizes.push_back(0);  // readers expect a file
  if (sizes.size() > kMaxShards) {
    return absl::InvalidArgumentError(
        text::Cat(options.lines.has_value() ? "--lines" : "--bytes", " makes ", sizes.size(),
                  " shards of this, and there may be ", kMaxShards, ": give a larger number"));
  }
  std::vector<io::Sink*> sinks;
  for (uint64_t i = 0; i < sizes.size(); ++i) {
    absl::StatusOr<uint32_t> number = outputs->Add(ShardName(i, sizes.size()));
    if (!number.ok()) return number.status();
    sinks.push_back(&(*outputs)[*number]);
  }
  const uint64_t count = sizes.size();
  const auto empty = std::count(sizes.begin(), sizes.end(), uint64_t{0});
  status = options.shuffle ? WriteShuffled(session, records, AtRandom(records, std::move(sizes)),
                                           sinks, "", seed)
                           : WriteInOrder(session, records, InOrder(std::move(sizes)), sinks, "");
  if (!status.ok()) return status;
  session.tell(text::Cat(count, count == 1 ? " shard" : " shards"));
  if (empty > 0) session.Warn(text::Cat(empty, " of ", count, " shards are empty"));
  return outputs->Close();
}

}  // namespace jsonl

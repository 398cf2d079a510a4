#include "tools/dedupe/duplicate_finder.h"

#include <algorithm>
#include <random>
#include <utility>

namespace jsonl {

using hash::Fingerprint;

DuplicateFinder::DuplicateFinder(Options options) : DuplicateFinder(std::move(options), 0) {}

DuplicateFinder::DuplicateFinder(Options options, int depth)
    : options_(std::move(options)),
      depth_(depth),
      table_(std::in_place, /*positions=*/options_.originals) {}

// By other bits at each depth, and others than the table's. As there, nobody can choose them.
size_t DuplicateFinder::PartitionOf(Fingerprint key) const {
  static const uint64_t salt = uint64_t{std::random_device()()} << 32 | std::random_device()();
  const Fingerprint mixed = hash::Mix(key, {salt, static_cast<uint64_t>(depth_)});
  return mixed.high >> (64 - kPartitionBits);
}

absl::Status DuplicateFinder::Spill() {
  for (const KeyPosition& key : undecided_) {
    absl::Status status = partitions_[PartitionOf(key.key)].Add(key);
    if (!status.ok()) return status;
  }
  undecided_.clear();
  return absl::OkStatus();
}

absl::Status DuplicateFinder::Settle() {
  if (!partitions_.empty()) return Spill();
  if (table_->bytes() <= options_.memory) return absl::OkStatus();
  constexpr size_t kPartitions = size_t{1} << kPartitionBits;
  const uint64_t memory = std::min(kPartitionMemory, options_.memory / 8 / kPartitions);
  for (size_t i = 0; i < kPartitions; ++i) partitions_.emplace_back(options_.temp_dir, memory);
  return absl::OkStatus();
}

absl::Status DuplicateFinder::Solve(const Found& found) {
  absl::Status status = Spill();
  table_.reset();
  while (status.ok() && !partitions_.empty()) {
    status = SolvePartition(partitions_.back(), found);
    partitions_.pop_back();
  }
  return status;
}

absl::Status DuplicateFinder::SolvePartition(const Partition& partition, const Found& found) const {
  DuplicateFinder finder(options_, depth_ + 1);
  uint64_t count = 0;
  absl::Status status = partition.ForEach([&](const KeyPosition& key) {
    const Verdict verdict = finder.Add(key);
    if (verdict.kind == Verdict::kDuplicate) {
      absl::Status status = found(key.position, verdict.original);
      if (!status.ok()) return status;
    }
    return ++count % kSettleEvery == 0 ? finder.Settle() : absl::OkStatus();
  });
  return status.ok() ? finder.Solve(found) : status;
}

}  // namespace jsonl

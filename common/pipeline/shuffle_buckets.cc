#include "common/pipeline/shuffle_buckets.h"

namespace jsonl::pipeline {
namespace {

__extension__ using Word128 = unsigned __int128;

constexpr size_t kWriteSize = 1 << 20;

}  // namespace

ShuffleBuckets::ShuffleBuckets(uint64_t first, uint64_t size, size_t count, uint64_t memory,
                               io::ScratchFile* file)
    : first_(first), size_(size), memory_(memory), file_(file), buckets_(count) {
  for (size_t i = 0; i < count; ++i) {
    // The first place that NumberOf puts there.
    const auto start = [&](size_t number) {
      return static_cast<uint64_t>((Word128{size} * number + count - 1) / count);
    };
    buckets_[i].first = first + start(i);
    buckets_[i].size = start(i + 1) - start(i);
  }
}

size_t ShuffleBuckets::NumberOf(uint64_t place) const {
  return static_cast<size_t>(Word128{place - first_} * buckets_.size() / size_);
}

absl::Status ShuffleBuckets::Add(size_t number, std::string_view records) {
  ShuffleBucket& bucket = buckets_[number];
  bucket.pieces.emplace_back(records);
  bucket.in_memory += records.size();
  in_memory_ += records.size();
  return in_memory_ > memory_ ? Spill() : absl::OkStatus();
}

absl::Status ShuffleBuckets::Finish() { return spilled_ ? Spill() : absl::OkStatus(); }

absl::Status ShuffleBuckets::Spill() {
  std::string buffer;
  for (ShuffleBucket& bucket : buckets_) {
    if (bucket.pieces.empty()) continue;
    bucket.extents.push_back({file_->size() + buffer.size(), bucket.in_memory});
    bucket.spilled += bucket.in_memory;
    bucket.in_memory = 0;
    for (const std::string& piece : bucket.pieces) {
      buffer += piece;
      if (buffer.size() < kWriteSize) continue;
      if (absl::Status status = file_->Append(buffer); !status.ok()) return status;
      buffer.clear();
    }
    std::vector<std::string>().swap(bucket.pieces);
  }
  in_memory_ = 0;
  spilled_ = true;
  return file_->Append(buffer);
}

}  // namespace jsonl::pipeline

#include "common/pipeline/shuffle_buckets.h"

#include <algorithm>

namespace jsonl::pipeline {
namespace {

constexpr size_t kWriteSize = 1 << 20;

}  // namespace

ShuffleBuckets::ShuffleBuckets(uint64_t first, uint64_t size, size_t count, uint64_t memory,
                               io::ScratchFile* file)
    : first_(first),
      step_((size + count - 1) / count),
      memory_(memory),
      file_(file),
      buckets_(count) {
  for (size_t i = 0; i < count; ++i) {
    const uint64_t before = std::min(i * step_, size);
    buckets_[i].first = first + before;
    buckets_[i].size = std::min(step_, size - before);
  }
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

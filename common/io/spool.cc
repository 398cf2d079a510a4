#include "common/io/spool.h"

#include <cstring>
#include <utility>

namespace jsonl::io {
namespace {

constexpr std::string_view kName = "temporary file of records";

}  // namespace

absl::Status Spool::Write(std::string_view records) {
  last_.append(records);
  if (last_.size() < BlockSource::kDefaultBlockSize) return absl::OkStatus();
  extents_.push_back({file_.size(), last_.size()});
  absl::Status status = file_.Append(last_);
  last_.clear();
  return status;
}

absl::Status Spool::CopyTo(Sink& sink) const {
  std::string bytes;
  for (const Extent& extent : extents_) {
    bytes.resize(extent.size);
    absl::Status status = file_.Read(extent.position, bytes.data(), extent.size);
    if (status.ok()) status = sink.Write(bytes);
    if (!status.ok()) return status;
  }
  return sink.Write(last_);
}

class SpoolSource : public BlockSource {
 public:
  explicit SpoolSource(const Spool& spool) : spool_(spool) { origin_.name = kName; }

  absl::StatusOr<bool> Next(Block* block) override {
    const size_t extents = spool_.extents_.size();
    if (next_ > extents || (next_ == extents && spool_.last_.empty())) return false;
    const size_t size = next_ < extents ? spool_.extents_[next_].size : spool_.last_.size();
    block->buffer.Reserve(size, 0);
    if (next_ == extents) {
      std::memcpy(block->buffer.data(), spool_.last_.data(), size);
    } else if (absl::Status status =
                   spool_.file_.Read(spool_.extents_[next_].position, block->buffer.data(), size);
               !status.ok()) {
      return status;
    }
    block->begin = 0;
    block->end = size;
    block->origin = &origin_;
    block->part = Block::Part::kRecords;
    block->flush = false;
    block->offset = offset_;
    block->sequence = next_++;
    block->records.clear();
    offset_ += size;
    return true;
  }

 private:
  const Spool& spool_;
  Origin origin_;
  size_t next_ = 0;
  uint64_t offset_ = 0;
};

std::unique_ptr<BlockSource> Spool::Replay() const { return std::make_unique<SpoolSource>(*this); }

}  // namespace jsonl::io

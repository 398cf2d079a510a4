#include "common/io/spool.h"

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "common/io/errors.h"
#include "common/io/temp_file.h"

namespace jsonl::io {
namespace {

constexpr std::string_view kName = "temporary file of records";

}  // namespace

Spool::~Spool() {
  if (fd_ >= 0) close(fd_);
}

absl::Status Spool::Write(std::string_view records) {
  last_.append(records);
  if (last_.size() < BlockSource::kDefaultBlockSize) return absl::OkStatus();
  if (fd_ < 0) {
    absl::StatusOr<int> fd = OpenScratchFile(temp_dir_);
    if (!fd.ok()) return fd.status();
    fd_ = *fd;
  }
  extents_.push_back({size_, last_.size()});
  for (std::string_view rest = last_; !rest.empty();) {
    const ssize_t written = pwrite(fd_, rest.data(), rest.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return ErrnoStatus(errno, kName);
    size_ += static_cast<uint64_t>(written);
    rest.remove_prefix(static_cast<size_t>(written));
  }
  last_.clear();
  return absl::OkStatus();
}

absl::Status Spool::Read(const Extent& extent, char* data) const {
  size_t done = 0;
  while (done < extent.size) {
    const ssize_t got =
        pread(fd_, data + done, extent.size - done, static_cast<off_t>(extent.position + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return ErrnoStatus(got < 0 ? errno : EIO, kName);
    done += static_cast<size_t>(got);
  }
  return absl::OkStatus();
}

absl::Status Spool::CopyTo(Sink& sink) const {
  std::string bytes;
  for (const Extent& extent : extents_) {
    bytes.resize(extent.size);
    if (absl::Status status = Read(extent, bytes.data()); !status.ok()) return status;
    if (absl::Status status = sink.Write(bytes); !status.ok()) return status;
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
    } else if (absl::Status status = spool_.Read(spool_.extents_[next_], block->buffer.data());
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

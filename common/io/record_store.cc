#include "common/io/record_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "common/io/errors.h"
#include "common/text/strings.h"

namespace jsonl::io {

RecordStore::RecordStore(std::unique_ptr<LineSource> source, std::string temp_dir, Keeping keeping)
    : source_(std::move(source)), keeping_(keeping), copy_(std::move(temp_dir)) {}

absl::StatusOr<bool> RecordStore::Next(Block* block) {
  absl::StatusOr<bool> more = source_->Next(block);
  if (!more.ok() || !*more) return more;
  Extent extent = {0, 0, kCopy, block->origin, block->offset};
  if (source_->file().has_value()) {
    if (files_.empty() || last_origin_ != block->origin->number) {
      files_.push_back(*source_->file());
      last_origin_ = block->origin->number;
    }
    extent.file = static_cast<int32_t>(files_.size() - 1);
    extent.position = files_.back().start + block->offset;
  }
  {
    std::lock_guard lock(mutex_);
    extents_.push_back(extent);
  }
  if (keeping_ == Keeping::kChosen) return true;
  if (absl::Status status = Keep(*block); !status.ok()) return status;
  return true;
}

absl::Status RecordStore::Keep(const Block& block) {
  if (block.part != Block::Part::kRecords) return absl::OkStatus();
  std::lock_guard lock(mutex_);
  Extent& extent = extents_[block.sequence];
  extent.size = static_cast<uint32_t>(block.text().size());
  if (extent.file != kCopy) return absl::OkStatus();
  extent.position = copy_.size();
  return copy_.Append(block.text());
}

class ReplaySource : public BlockSource {
 public:
  explicit ReplaySource(const RecordStore& store) : store_(store) {}
  ~ReplaySource() override { CloseFile(); }

  absl::StatusOr<bool> Next(Block* block) override {
    while (next_ < store_.extents_.size() && store_.extents_[next_].size == 0) ++next_;
    if (next_ == store_.extents_.size()) {
      if (absl::Status status = CheckFile(); !status.ok()) return status;
      return false;
    }
    const RecordStore::Extent& extent = store_.extents_[next_];
    if (absl::Status status = OpenFile(extent.file); !status.ok()) return status;
    block->buffer.Trim(BlockSource::kDefaultBlockSize);
    block->buffer.Reserve(extent.size, 0);
    if (absl::Status status = ReadAll(extent, block->buffer.data()); !status.ok()) return status;
    if (absl::Status status = CheckFile(); !status.ok()) return status;
    block->begin = 0;
    block->end = extent.size;
    block->origin = extent.origin;
    block->part = Block::Part::kRecords;
    block->flush = false;
    block->offset = extent.offset;
    block->sequence = next_++;
    block->records.clear();
    return true;
  }

 private:
  absl::Status OpenFile(int32_t file) {
    if (file == file_) return absl::OkStatus();
    if (absl::Status status = CheckFile(); !status.ok()) return status;
    CloseFile();
    file_ = file;
    if (file == RecordStore::kCopy) return absl::OkStatus();
    const FileIdentity& identity = store_.files_[static_cast<size_t>(file)];
    fd_ = identity.fd;
    if (fd_ < 0) fd_ = open(identity.name.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) return ErrnoStatus(errno, identity.name);
    return CheckFile();
  }

  // Whether the file being read is still what it was.
  absl::Status CheckFile() const {
    if (file_ < 0) return absl::OkStatus();
    const FileIdentity& identity = store_.files_[static_cast<size_t>(file_)];
    struct stat now;
    if (fstat(fd_, &now) == 0 && identity.Unchanged(now)) return absl::OkStatus();
    return absl::FailedPreconditionError(
        text::Cat(identity.name, ": changed while it was being read; run again"));
  }

  void CloseFile() {
    bool own = file_ >= 0 && store_.files_[static_cast<size_t>(file_)].fd < 0;
    if (own && fd_ >= 0) close(fd_);
    fd_ = -1;
  }

  absl::Status ReadAll(const RecordStore::Extent& extent, char* data) {
    if (file_ == RecordStore::kCopy) return store_.copy_.Read(extent.position, data, extent.size);
    size_t done = 0;
    while (done < extent.size) {
      ssize_t got =
          pread(fd_, data + done, extent.size - done, static_cast<off_t>(extent.position + done));
      if (got < 0) {
        if (errno == EINTR) continue;
        return ErrnoStatus(errno, extent.origin->name);
      }
      if (got == 0) {
        // The '\n' that the last line of a file lacked is not in the file.
        if (done + 1 == extent.size) {
          data[done] = '\n';
          return absl::OkStatus();
        }
        return absl::FailedPreconditionError(
            text::Cat(extent.origin->name, ": changed while it was being read; run again"));
      }
      done += static_cast<size_t>(got);
    }
    return absl::OkStatus();
  }

  const RecordStore& store_;
  size_t next_ = 0;
  int32_t file_ = -2;  // none yet
  int fd_ = -1;
};

std::unique_ptr<BlockSource> RecordStore::Replay() const {
  return std::make_unique<ReplaySource>(*this);
}

}  // namespace jsonl::io

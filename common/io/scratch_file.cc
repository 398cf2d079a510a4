#include "common/io/scratch_file.h"

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/status/statusor.h"
#include "common/io/errors.h"
#include "common/io/temp_file.h"
#include "common/text/strings.h"

namespace jsonl::io {

ScratchFile::ScratchFile(ScratchFile&& other) noexcept
    : directory_(std::move(other.directory_)),
      fd_(std::exchange(other.fd_, -1)),
      size_(std::exchange(other.size_, 0)) {}

ScratchFile::~ScratchFile() {
  if (fd_ >= 0) close(fd_);
}

absl::Status ScratchFile::Failed(int error) const {
  const absl::Status status =
      ErrnoStatus(error, text::Cat("temporary file in ", ScratchDirectory(directory_)));
  if (error != ENOSPC && error != EDQUOT) return status;
  return absl::Status(status.code(), text::Cat(text::FromAbsl(status.message()),
                                               "; --temp-dir names a place with more room"));
}

absl::Status ScratchFile::Append(std::string_view bytes) {
  if (fd_ < 0) {
    absl::StatusOr<int> fd = OpenScratchFile(directory_);
    if (!fd.ok()) return fd.status();
    fd_ = *fd;
  }
  while (!bytes.empty()) {
    const ssize_t written = pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed(errno);
    size_ += static_cast<uint64_t>(written);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status ScratchFile::Read(uint64_t position, char* data, size_t size) const {
  while (size > 0) {
    const ssize_t got = pread(fd_, data, size, static_cast<off_t>(position));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Failed(got < 0 ? errno : EIO);
    position += static_cast<uint64_t>(got);
    data += got;
    size -= static_cast<size_t>(got);
  }
  return absl::OkStatus();
}

}  // namespace jsonl::io

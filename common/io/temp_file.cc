#include "common/io/temp_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/io/errors.h"
#include "common/io/interrupt.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

void RemoveFile(const void* name) { unlink(static_cast<const char*>(name)); }

std::string DirectoryOf(const std::string& path) {
  std::string directory = std::filesystem::path(path).parent_path().string();
  return directory.empty() ? "." : directory;
}

}  // namespace

// A name beside a path, which is removed when the process is interrupted while this lives.
class PendingFile::HiddenName {
 public:
  explicit HiddenName(const std::string& path) {
    static std::atomic<unsigned> counter = 0;
    std::filesystem::path target(path);
    std::string name = text::Cat(".", target.filename().string(), ".", getpid(), ".", counter++);
    name_ = (target.parent_path() / name).string();
    remove_.emplace(RemoveFile, name_.c_str());
  }
  HiddenName(const HiddenName&) = delete;
  HiddenName& operator=(const HiddenName&) = delete;

  const char* get() const { return name_.c_str(); }

 private:
  std::string name_;
  std::optional<AtInterrupt> remove_;
};

std::string ScratchDirectory(const std::string& directory) {
  if (!directory.empty()) return directory;
  const char* tmpdir = getenv("TMPDIR");
  return tmpdir != nullptr && *tmpdir != '\0' ? tmpdir : "/tmp";
}

absl::StatusOr<int> OpenScratchFile(const std::string& directory) {
  const std::string where = ScratchDirectory(directory);
  int fd = open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) return fd;
  std::string name = where + "/jsonl-XXXXXX";
  fd = mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return ErrnoStatus(errno, text::Cat("temporary file in ", where));
  unlink(name.c_str());
  return fd;
}

absl::StatusOr<PendingFile> PendingFile::Create(const std::string& path) {
  int fd = open(DirectoryOf(path).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  std::unique_ptr<HiddenName> hidden;
  if (fd < 0) {
    hidden = std::make_unique<HiddenName>(path);
    fd = open(hidden->get(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
    if (fd < 0) return ErrnoStatus(errno, path);
  }
  std::optional<mode_t> mode;
  struct stat old;
  if (stat(path.c_str(), &old) == 0) {
    mode = old.st_mode & 07777;
    static_cast<void>(fchmod(fd, *mode | 0600));  // ours to write until it is published
  }
  return PendingFile(fd, path, std::move(hidden), mode);
}

PendingFile::PendingFile(int fd, std::string path, std::unique_ptr<HiddenName> hidden,
                         std::optional<mode_t> mode)
    : fd_(fd), path_(std::move(path)), hidden_(std::move(hidden)), mode_(mode) {}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      path_(std::move(other.path_)),
      hidden_(std::move(other.hidden_)),
      mode_(other.mode_) {}

PendingFile::~PendingFile() {
  if (fd_ >= 0) close(fd_);
  if (hidden_ != nullptr) unlink(hidden_->get());
}

absl::Status PendingFile::Append(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(fd_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return ErrnoStatus(errno, path_);
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::StatusOr<size_t> PendingFile::ReadAt(uint64_t position, char* data, size_t size) const {
  while (true) {
    ssize_t got = pread(fd_, data, size, static_cast<off_t>(position));
    if (got >= 0) return static_cast<size_t>(got);
    if (errno != EINTR) return ErrnoStatus(errno, path_);
  }
}

absl::Status PendingFile::Hide() {
  if (hidden_ != nullptr) return absl::OkStatus();
  auto hidden = std::make_unique<HiddenName>(path_);
  std::string self = text::Cat("/proc/self/fd/", fd_);
  if (linkat(AT_FDCWD, self.c_str(), AT_FDCWD, hidden->get(), AT_SYMLINK_FOLLOW) != 0) {
    return ErrnoStatus(errno, path_);
  }
  hidden_ = std::move(hidden);
  return absl::OkStatus();
}

absl::Status PendingFile::Park() {
  if (absl::Status status = Hide(); !status.ok()) return status;
  if (close(std::exchange(fd_, -1)) != 0) return ErrnoStatus(errno, path_);
  return absl::OkStatus();
}

absl::Status PendingFile::Reopen() {
  fd_ = open(hidden_->get(), O_RDWR | O_APPEND | O_CLOEXEC);
  return fd_ < 0 ? ErrnoStatus(errno, path_) : absl::OkStatus();
}

absl::Status PendingFile::Publish() {
  // A link cannot replace a file, a rename can.
  if (absl::Status status = Hide(); !status.ok()) return status;
  if (mode_.has_value()) static_cast<void>(chmod(hidden_->get(), *mode_));
  bool renamed = rename(hidden_->get(), path_.c_str()) == 0;
  int error = errno;
  if (!renamed) unlink(hidden_->get());
  hidden_.reset();
  int closed = fd_ >= 0 ? close(std::exchange(fd_, -1)) : 0;
  if (!renamed) return ErrnoStatus(error, path_);
  if (closed != 0) return ErrnoStatus(errno, path_);
  return absl::OkStatus();
}

}  // namespace jsonl::io

#include "common/io/temp_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "common/io/errors.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

// The hidden names in use, for the signal handler.
std::array<std::atomic<const char*>, 256> hidden_names;

void RemoveHiddenFiles(int signal) {
  for (auto& slot : hidden_names) {
    if (const char* name = slot.load()) unlink(name);
  }
  ::signal(signal, SIG_DFL);
  raise(signal);
}

void Remember(const char* name) {
  static const bool kInstalled = [] {
    for (int number : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction old;
      if (sigaction(number, nullptr, &old) == 0 && old.sa_handler == SIG_DFL) {
        signal(number, RemoveHiddenFiles);
      }
    }
    return true;
  }();
  static_cast<void>(kInstalled);
  for (auto& slot : hidden_names) {
    const char* none = nullptr;
    if (slot.compare_exchange_strong(none, name)) return;
  }
}

void Forget(const char* name) {
  for (auto& slot : hidden_names) {
    const char* expected = name;
    if (slot.compare_exchange_strong(expected, nullptr)) return;
  }
}

std::string HiddenName(const std::string& path) {
  static std::atomic<unsigned> counter = 0;
  std::filesystem::path target(path);
  std::string name = text::Cat(".", target.filename().string(), ".", getpid(), ".", counter++);
  return (target.parent_path() / name).string();
}

std::string DirectoryOf(const std::string& path) {
  std::string directory = std::filesystem::path(path).parent_path().string();
  return directory.empty() ? "." : directory;
}

}  // namespace

absl::StatusOr<int> OpenScratchFile(const std::string& directory) {
  std::string where = directory;
  if (where.empty()) {
    const char* tmpdir = getenv("TMPDIR");
    where = tmpdir != nullptr && *tmpdir != '\0' ? tmpdir : "/tmp";
  }
  int fd = open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) return fd;
  std::string name = where + "/jsonl-XXXXXX";
  fd = mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return ErrnoStatus(errno, text::Cat("temporary file in ", where));
  unlink(name.c_str());
  return fd;
}

absl::StatusOr<PendingFile> PendingFile::Create(const std::string& path) {
  int fd = open(DirectoryOf(path).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  std::string hidden;
  if (fd < 0) {
    hidden = HiddenName(path);
    fd = open(hidden.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (fd < 0) return ErrnoStatus(errno, path);
  }
  struct stat old;
  if (stat(path.c_str(), &old) == 0) static_cast<void>(fchmod(fd, old.st_mode & 07777));
  return PendingFile(fd, path, std::move(hidden));
}

PendingFile::PendingFile(int fd, std::string path, std::string hidden)
    : fd_(fd), path_(std::move(path)), hidden_(std::move(hidden)) {
  if (!hidden_.empty()) Remember(hidden_.c_str());
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {
  if (!other.hidden_.empty()) {
    Forget(other.hidden_.c_str());
    hidden_ = std::move(other.hidden_);
    other.hidden_.clear();
    Remember(hidden_.c_str());
  }
}

PendingFile::~PendingFile() {
  if (fd_ >= 0) close(fd_);
  if (hidden_.empty()) return;
  unlink(hidden_.c_str());
  Forget(hidden_.c_str());
}

absl::Status PendingFile::Publish() {
  std::string name = hidden_.empty() ? HiddenName(path_) : hidden_;
  if (hidden_.empty()) {
    // A link cannot replace a file, a rename can.
    std::string self = text::Cat("/proc/self/fd/", fd_);
    if (linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) {
      return ErrnoStatus(errno, path_);
    }
  }
  bool renamed = rename(name.c_str(), path_.c_str()) == 0;
  int error = errno;
  if (!renamed) unlink(name.c_str());
  if (!hidden_.empty()) Forget(hidden_.c_str());
  hidden_.clear();
  int closed = close(std::exchange(fd_, -1));
  if (!renamed) return ErrnoStatus(error, path_);
  if (closed != 0) return ErrnoStatus(errno, path_);
  return absl::OkStatus();
}

}  // namespace jsonl::io

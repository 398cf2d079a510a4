#include "common/io/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "common/io/descriptors.h"
#include "common/io/errors.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {
constexpr std::string_view kStdin = "-";
}

bool FileIdentity::Unchanged(const struct stat& now) const {
  return info.st_dev == now.st_dev && info.st_ino == now.st_ino && info.st_size == now.st_size &&
         info.st_mtim.tv_sec == now.st_mtim.tv_sec && info.st_mtim.tv_nsec == now.st_mtim.tv_nsec;
}

Input Input::File(std::string path) {
  Input input;
  input.name_ = path == kStdin ? "<stdin>" : path;
  input.path_ = std::move(path);
  return input;
}

Input Input::Memory(std::string name, std::string_view bytes) {
  Input input;
  input.name_ = std::move(name);
  input.bytes_ = bytes;
  return input;
}

absl::StatusOr<OpenInput> Input::Open(const std::atomic<bool>* cancelled) const {
  std::unique_ptr<ByteSource> raw;
  std::optional<FileIdentity> file;
  if (path_.empty()) {
    raw = FromMemory(bytes_);
  } else {
    bool standard = path_ == kStdin;
    std::optional<int> number = DescriptorOf(path_);
    if (number.has_value() && WasClosed(*number)) return ErrnoStatus(EBADF, name_);
    int fd = standard ? STDIN_FILENO : open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ErrnoStatus(errno, name_);
    struct stat info;
    if (fstat(fd, &info) == 0) {
      if (S_ISDIR(info.st_mode)) {
        if (!standard) close(fd);
        return ErrnoStatus(EISDIR, name_);
      }
      off_t start = S_ISREG(info.st_mode) ? lseek(fd, 0, SEEK_CUR) : -1;
      if (start >= 0) {
        file = FileIdentity{standard ? fd : -1, name_, static_cast<uint64_t>(start), info};
      }
    }
    raw = FromDescriptor(fd, /*owned=*/!standard, name_, cancelled);
  }
  absl::StatusOr<Decompressed> decompressed = Decompress(std::move(raw), name_);
  if (!decompressed.ok()) return decompressed.status();
  if (decompressed->compression != Compression::kNone) file.reset();
  return OpenInput{std::move(decompressed->source), std::move(file)};
}

std::optional<uint64_t> Input::Size() const {
  if (path_.empty()) return bytes_.size();
  struct stat info;
  const bool standard = path_ == kStdin;
  int result = standard ? fstat(STDIN_FILENO, &info) : stat(path_.c_str(), &info);
  if (result != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  const int fd = standard ? STDIN_FILENO : open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  char head[4];
  const off_t start = lseek(fd, 0, SEEK_CUR);
  const ssize_t got = pread(fd, head, sizeof head, start);
  if (!standard) close(fd);
  if (got < 0 ||
      CompressionOf(std::string_view(head, static_cast<size_t>(got))) != Compression::kNone) {
    return std::nullopt;
  }
  return static_cast<uint64_t>(std::max<off_t>(info.st_size - start, 0));
}

bool Input::Is(const struct stat& info) const {
  if (path_.empty() || !S_ISREG(info.st_mode)) return false;
  struct stat own;
  int result = path_ == kStdin ? fstat(STDIN_FILENO, &own) : stat(path_.c_str(), &own);
  return result == 0 && own.st_dev == info.st_dev && own.st_ino == info.st_ino;
}

}  // namespace jsonl::io

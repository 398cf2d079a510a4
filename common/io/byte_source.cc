#include "common/io/byte_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "common/io/errors.h"

namespace jsonl::io {
namespace {

constexpr int kPipeBuffer = 1 << 20;
constexpr int kCancelPollMs = 100;  // how soon a waiting Read notices that it is cancelled

class DescriptorSource : public ByteSource {
 public:
  DescriptorSource(int fd, bool owned, std::string name, const std::atomic<bool>* cancelled)
      : fd_(fd), owned_(owned), name_(std::move(name)), cancelled_(cancelled) {
    struct stat info;
    waits_ = fstat(fd, &info) == 0 && !S_ISREG(info.st_mode);
    if (waits_ && S_ISFIFO(info.st_mode)) fcntl(fd, F_SETPIPE_SZ, kPipeBuffer);
    if (!waits_) posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  ~DescriptorSource() override {
    if (owned_) close(fd_);
  }

  absl::StatusOr<size_t> Read(char* data, size_t size) override {
    while (true) {
      if (waits_) {
        while (!Ready(kCancelPollMs)) {
          if (cancelled_ != nullptr && cancelled_->load(std::memory_order_relaxed)) {
            return absl::CancelledError(name_);
          }
        }
      }
      ssize_t got = read(fd_, data, size);
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR && errno != EAGAIN) return ErrnoStatus(errno, name_);
    }
  }

  bool WouldBlock() override { return waits_ && !Ready(0); }

 private:
  bool Ready(int timeout_ms) const {
    struct pollfd entry = {fd_, POLLIN, 0};
    return poll(&entry, 1, timeout_ms) != 0;  // errors and hang-ups count: read will tell
  }

  int fd_;
  bool owned_;
  bool waits_;
  std::string name_;
  const std::atomic<bool>* cancelled_;  // may be null
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}
  absl::StatusOr<size_t> Read(char* data, size_t size) override {
    size = std::min(size, rest_.size());
    if (size > 0) std::memcpy(data, rest_.data(), size);
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::unique_ptr<ByteSource> FromDescriptor(int fd, bool owned, std::string name,
                                           const std::atomic<bool>* cancelled) {
  return std::make_unique<DescriptorSource>(fd, owned, std::move(name), cancelled);
}

std::unique_ptr<ByteSource> FromMemory(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

}  // namespace jsonl::io

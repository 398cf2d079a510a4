#include "common/io/sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "common/io/compress.h"
#include "common/io/descriptors.h"
#include "common/io/errors.h"
#include "common/io/temp_file.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

constexpr size_t kBufferSize = 256 << 10;
constexpr int kPipeBuffer = 1 << 20;

// Writes to a descriptor; small pieces are gathered.
class DescriptorSink : public Sink {
 public:
  // `fd` is closed at the end if `owned`. `pending` is the file behind it, if it is to be named.
  DescriptorSink(int fd, bool owned, std::string name, std::optional<PendingFile> pending,
                 OnClosedPipe closed)
      : fd_(fd),
        owned_(owned),
        name_(std::move(name)),
        pending_(std::move(pending)),
        closed_(closed) {
    fcntl(fd, F_SETPIPE_SZ, kPipeBuffer);  // fails, and does not matter, if it is no pipe
    buffer_.reserve(kBufferSize);
  }
  ~DescriptorSink() override {
    if (owned_ && fd_ >= 0) close(fd_);
  }

  absl::Status Write(std::string_view bytes) override {
    if (buffer_.size() + bytes.size() > kBufferSize) {
      if (absl::Status status = WriteBuffer(); !status.ok()) return status;
      if (bytes.size() >= kBufferSize / 2) return WriteOut(bytes);
    }
    buffer_.append(bytes);
    return absl::OkStatus();
  }

  absl::Status Flush() override { return IsHidden() ? absl::OkStatus() : WriteBuffer(); }
  bool IsHidden() const override { return pending_.has_value(); }

  absl::Status Finish() override {
    if (absl::Status status = WriteBuffer(); !status.ok()) return status;
    // Closing tells of errors that writing did not (NFS, quotas), and so does closing a duplicate:
    // standard output stays open, and so does a file that is yet to get its name.
    int fd = owned_ ? std::exchange(fd_, -1) : dup(fd_);
    if (fd >= 0 && close(fd) != 0) return ErrnoStatus(errno, name_);
    return absl::OkStatus();
  }

  absl::Status Publish() override {
    return pending_.has_value() ? pending_->Publish() : absl::OkStatus();
  }

 private:
  absl::Status WriteBuffer() {
    absl::Status status = WriteOut(buffer_);
    buffer_.clear();
    return status;
  }

  absl::Status WriteOut(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t written = write(fd_, bytes.data(), bytes.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        if (errno != EPIPE || closed_ == OnClosedPipe::kEndWork) return ErrnoStatus(errno, name_);
        if (closed_ == OnClosedPipe::kDrop) return absl::OkStatus();
        return absl::UnavailableError(text::Cat(name_, ": ", strerror(EPIPE)));
      }
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return absl::OkStatus();
  }

  int fd_;
  bool owned_;
  std::string name_;
  std::optional<PendingFile> pending_;
  OnClosedPipe closed_;
  std::string buffer_;
};

class StringSink : public Sink {
 public:
  explicit StringSink(std::string* out) : out_(out) {}
  absl::Status Write(std::string_view bytes) override {
    out_->append(bytes);
    return absl::OkStatus();
  }
  absl::Status Flush() override { return absl::OkStatus(); }
  absl::Status Finish() override { return absl::OkStatus(); }

 private:
  std::string* out_;
};

bool IsNamed(std::string_view path, std::string_view ending) {
  return path.size() > ending.size() && path.ends_with(ending);
}

// Where a path leads through symbolic links, the last of which may lead nowhere yet.
std::string Resolve(const std::string& path) {
  std::filesystem::path place(path);
  std::error_code error;
  for (int i = 0; i < 40 && std::filesystem::is_symlink(place, error); ++i) {
    std::filesystem::path target = std::filesystem::read_symlink(place, error);
    if (error) break;
    place = target.is_absolute() ? target : place.parent_path() / target;
  }
  return place.string();
}

}  // namespace

absl::Status Close(Sink& sink) {
  if (absl::Status status = sink.Finish(); !status.ok()) return status;
  return sink.Publish();
}

std::unique_ptr<Sink> StandardError() {
  return std::make_unique<DescriptorSink>(STDERR_FILENO, /*owned=*/false, "<stderr>", std::nullopt,
                                          OnClosedPipe::kDrop);
}

absl::StatusOr<std::unique_ptr<Sink>> OpenOutput(const std::string& path, OnClosedPipe closed) {
  if (path == "-") {
    return std::make_unique<DescriptorSink>(STDOUT_FILENO, /*owned=*/false, "<stdout>",
                                            std::nullopt, closed);
  }
  std::unique_ptr<Sink> sink;
  if (std::optional<int> number = DescriptorOf(path)) {
    // Opened by its path, a file would be written from its start, where others write to as well.
    if (WasClosed(*number)) return ErrnoStatus(EBADF, path);
    int fd = dup(*number);
    if (fd < 0) return ErrnoStatus(errno, path);
    sink = std::make_unique<DescriptorSink>(fd, /*owned=*/true, path, std::nullopt, closed);
  } else if (std::optional<std::string> place = PlaceOfFile(path)) {
    absl::StatusOr<PendingFile> pending = PendingFile::Create(*place);
    if (!pending.ok()) return pending.status();
    int fd = pending->fd();
    sink = std::make_unique<DescriptorSink>(fd, /*owned=*/false, path, *std::move(pending), closed);
  } else {
    int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return ErrnoStatus(errno, path);
    sink = std::make_unique<DescriptorSink>(fd, /*owned=*/true, path, std::nullopt, closed);
  }
  return CompressedAs(path, std::move(sink));
}

std::optional<std::string> PlaceOfFile(const std::string& path) {
  struct stat info;
  const bool exists = stat(path.c_str(), &info) == 0;
  if (path == "-" || DescriptorOf(path).has_value() || (exists && !S_ISREG(info.st_mode))) {
    return std::nullopt;
  }
  return Resolve(path);
}

bool IsCompressed(std::string_view path) { return IsNamed(path, ".gz") || IsNamed(path, ".zst"); }

std::unique_ptr<Sink> CompressedAs(std::string_view path, std::unique_ptr<Sink> sink) {
  if (IsNamed(path, ".gz")) return GzipSink(std::move(sink));
  if (IsNamed(path, ".zst")) return ZstdSink(std::move(sink));
  return sink;
}

std::unique_ptr<Sink> ToString(std::string* out) { return std::make_unique<StringSink>(out); }

}  // namespace jsonl::io

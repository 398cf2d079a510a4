#include "common/io/sink_pool.h"

#include <sys/resource.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "common/io/temp_file.h"

namespace jsonl::io {
namespace {

constexpr size_t kLargeBuffer = 256 << 10;  // goes to its file by itself
constexpr size_t kChunk = 256 << 10;

}  // namespace

PoolLimits LimitsOfProcess(uint64_t memory) {
  constexpr size_t kReserve = 64;
  struct rlimit files;
  size_t limit = 1024;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) limit = std::min<rlim_t>(files.rlim_cur, 1 << 14);
  limit = limit > 2 * kReserve ? limit - kReserve : limit / 2;
  PoolLimits limits;
  limits.streams = std::min(limits.streams, limit / 2);
  limits.open_files = limit - limits.streams;
  limits.buffers = std::min(limits.buffers, memory / 4);
  return limits;
}

struct SinkPool::Shared {
  PoolLimits limits;
  std::vector<Parked*> parked;
  size_t open = 0;        // files of these
  uint64_t buffered = 0;  // bytes in their buffers

  absl::Status SpillAll();
};

// A file that is written now and then.
class SinkPool::Parked : public Sink {
 public:
  // `path` is the output as it was named, `place` where its file will be.
  Parked(std::string path, std::string place, Shared* shared)
      : path_(std::move(path)), place_(std::move(place)), shared_(shared) {}

  absl::Status Write(std::string_view bytes) override {
    buffer_.append(bytes);
    shared_->buffered += bytes.size();
    if (buffer_.size() >= kLargeBuffer) return Spill();
    return shared_->buffered > shared_->limits.buffers ? shared_->SpillAll() : absl::OkStatus();
  }
  absl::Status Flush() override { return absl::OkStatus(); }
  bool IsHidden() const override { return true; }
  absl::Status Finish() override { return IsCompressed(path_) ? Compress() : Spill(); }
  absl::Status Publish() override { return file_->Publish(); }

  size_t buffered() const { return buffer_.size(); }
  // Writes the buffer to the file.
  absl::Status Spill() {
    absl::Status status = Open();
    if (status.ok()) status = file_->Append(buffer_);
    shared_->buffered -= buffer_.size();
    std::string().swap(buffer_);
    return status.ok() ? Rest() : status;
  }

 private:
  absl::Status Open() {
    if (file_.has_value() && file_->fd() >= 0) return absl::OkStatus();
    ++shared_->open;
    if (file_.has_value()) return file_->Reopen();
    absl::StatusOr<PendingFile> file = PendingFile::Create(place_);
    if (!file.ok()) return file.status();
    file_.emplace(*std::move(file));
    return absl::OkStatus();
  }

  // Closes the file unless there may be more open ones.
  absl::Status Rest() {
    if (shared_->open <= shared_->limits.open_files) return absl::OkStatus();
    --shared_->open;
    return file_->Park();
  }

  // Replaces what is in the file, and in the buffer, by the same compressed, at one go: to have the
  // compressors of all outputs at a time would take much memory.
  absl::Status Compress() {
    if (file_.has_value()) {
      if (absl::Status status = Spill(); !status.ok()) return status;
      if (absl::Status status = Open(); !status.ok()) return status;
    }
    absl::StatusOr<PendingFile> result = PendingFile::Create(place_);
    if (!result.ok()) return result.status();
    std::string compressed;
    std::unique_ptr<Sink> sink = CompressedAs(path_, ToString(&compressed));
    auto add = [&](std::string_view bytes) {
      absl::Status status = sink->Write(bytes);
      if (status.ok()) status = result->Append(compressed);
      compressed.clear();
      return status;
    };
    absl::Status status = absl::OkStatus();
    if (!file_.has_value()) {
      status = add(buffer_);
      shared_->buffered -= buffer_.size();
      std::string().swap(buffer_);
      ++shared_->open;
    }
    std::string chunk(file_.has_value() ? kChunk : 0, '\0');
    for (uint64_t position = 0; status.ok() && file_.has_value();) {
      absl::StatusOr<size_t> got = file_->ReadAt(position, chunk.data(), chunk.size());
      if (!got.ok()) return got.status();
      if (*got == 0) break;
      position += *got;
      status = add(std::string_view(chunk).substr(0, *got));
    }
    if (status.ok()) status = sink->Finish();
    if (status.ok()) status = result->Append(compressed);
    if (!status.ok()) return status;
    file_.emplace(*std::move(result));
    return Rest();
  }

  std::string path_;
  std::string place_;
  Shared* shared_;
  std::optional<PendingFile> file_;  // none yet: nothing has left the buffer
  std::string buffer_;
};

absl::Status SinkPool::Shared::SpillAll() {
  for (Parked* sink : parked) {
    if (sink->buffered() == 0) continue;
    if (absl::Status status = sink->Spill(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

SinkPool::SinkPool(const PoolLimits& limits) : shared_(std::make_unique<Shared>()) {
  shared_->limits = limits;
}
SinkPool::~SinkPool() = default;
SinkPool::SinkPool(SinkPool&&) noexcept = default;
SinkPool& SinkPool::operator=(SinkPool&&) noexcept = default;

absl::StatusOr<Sink*> SinkPool::Open(const std::string& path) {
  std::optional<std::string> place = PlaceOfFile(path);
  if (sinks_.size() < shared_->limits.streams || !place.has_value()) {
    absl::StatusOr<std::unique_ptr<Sink>> sink = OpenOutput(path);
    if (!sink.ok()) return sink.status();
    sinks_.push_back(*std::move(sink));
  } else {
    auto sink = std::make_unique<Parked>(path, *std::move(place), shared_.get());
    shared_->parked.push_back(sink.get());
    sinks_.push_back(std::move(sink));
  }
  return sinks_.back().get();
}

absl::Status SinkPool::Close() {
  for (auto& sink : sinks_) {
    if (absl::Status status = sink->Finish(); !status.ok()) return status;
  }
  for (auto& sink : sinks_) {
    if (absl::Status status = sink->Publish(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace jsonl::io

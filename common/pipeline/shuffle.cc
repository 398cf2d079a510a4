#include "common/pipeline/shuffle.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/statusor.h"
#include "common/io/errors.h"
#include "common/io/temp_file.h"
#include "common/pipeline/ordered.h"

namespace jsonl::pipeline {
namespace {

__extension__ using Word128 = unsigned __int128;

constexpr uint64_t kBucketSize = 8 << 20;  // as far as memory's caches reach, about
constexpr uint64_t kMaxBuckets = 512;
constexpr uint64_t kSpillSize = 256 << 10;
constexpr std::string_view kWhat = "temporary file";

// Stands before each record.
struct Header {
  hash::Fingerprint key;
  uint64_t size;
};

Header HeaderAt(const char* place) {
  Header header;
  std::memcpy(&header, place, sizeof header);
  return header;
}

}  // namespace

Shuffle::Shuffle(uint64_t bytes, uint64_t records, uint64_t memory, std::string temp_dir)
    : temp_dir_(std::move(temp_dir)) {
  bytes += records * sizeof(Header);
  // Several buckets are in memory at a time when they are sorted.
  const uint64_t bucket_size = std::clamp<uint64_t>(memory / 64, 1, kBucketSize);
  buckets_.resize(std::clamp<uint64_t>(bytes / bucket_size, 1, kMaxBuckets));
  const bool fits = bytes <= memory / 2;
  spill_size_ = fits ? UINT64_MAX : std::min(kSpillSize, memory / 4 / buckets_.size());
}

Shuffle::~Shuffle() {
  for (Bucket& bucket : buckets_) {
    if (bucket.fd >= 0) close(bucket.fd);
  }
}

size_t Shuffle::BucketOf(hash::Fingerprint key) const {
  return static_cast<size_t>((Word128{key.high} * buckets_.size()) >> 64);
}

void Shuffle::Batch::Clear() {
  for (std::string& part : parts_) part.clear();
}

void Shuffle::Batch::Add(const Shuffle& shuffle, hash::Fingerprint key, std::string_view record) {
  parts_.resize(shuffle.buckets_.size());
  std::string& part = parts_[shuffle.BucketOf(key)];
  const Header header = {key, record.size()};
  part.append(reinterpret_cast<const char*>(&header), sizeof header);
  part.append(record);
}

absl::Status Shuffle::Take(const Batch& batch) {
  for (size_t i = 0; i < batch.parts_.size(); ++i) {
    const std::string& part = batch.parts_[i];
    if (part.empty()) continue;
    Bucket& bucket = buckets_[i];
    bucket.pieces.emplace_back(part);
    bucket.size += part.size();
    if (bucket.size < spill_size_) continue;
    if (absl::Status status = Spill(bucket); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Shuffle::Spill(Bucket& bucket) const {
  if (bucket.fd < 0) {
    absl::StatusOr<int> fd = io::OpenScratchFile(temp_dir_);
    if (!fd.ok()) return fd.status();
    bucket.fd = *fd;
  }
  for (std::string_view rest : bucket.pieces) {
    while (!rest.empty()) {
      ssize_t written = write(bucket.fd, rest.data(), rest.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        return io::ErrnoStatus(errno, kWhat);
      }
      rest.remove_prefix(static_cast<size_t>(written));
    }
  }
  bucket.spilled += std::exchange(bucket.size, 0);
  bucket.pieces.clear();
  return absl::OkStatus();
}

// Brings back what was spilled.
absl::Status Shuffle::Load(Bucket& bucket) const {
  if (bucket.spilled == 0) return absl::OkStatus();
  std::string piece(bucket.spilled, '\0');
  for (uint64_t done = 0; done < piece.size();) {
    ssize_t got =
        pread(bucket.fd, piece.data() + done, piece.size() - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return io::ErrnoStatus(got < 0 ? errno : EIO, kWhat);
    done += static_cast<uint64_t>(got);
  }
  bucket.pieces.push_back(std::move(piece));
  return absl::OkStatus();
}

// Counts through the buckets, for RunInOrder.
class Shuffle::BucketNumbers {
 public:
  using Item = size_t;
  explicit BucketNumbers(size_t end) : end_(end) {}
  absl::StatusOr<bool> Next(size_t* number) {
    *number = next_++;
    return *number < end_;
  }
  void Cancel() {}

 private:
  size_t next_ = 0;
  size_t end_;
};

class Shuffle::Sorter {
 public:
  struct Result {
    absl::Status status;
    std::string text;
  };
  explicit Sorter(Shuffle& shuffle) : shuffle_(shuffle) {}

  void operator()(size_t number, Result* result) {
    Bucket& bucket = shuffle_.buckets_[number];
    result->text.clear();
    result->status = shuffle_.Load(bucket);
    if (!result->status.ok()) return;
    entries_.clear();
    for (const std::string& piece : bucket.pieces) {
      for (size_t at = 0; at < piece.size();) {
        const Header header = HeaderAt(piece.data() + at);
        entries_.push_back({header.key.high, piece.data() + at});
        at += sizeof header + header.size;
      }
    }
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      if (a.high != b.high) return a.high < b.high;
      return HeaderAt(a.place).key.low < HeaderAt(b.place).key.low;
    });
    for (const Entry& entry : entries_) {
      result->text.append(entry.place + sizeof(Header), HeaderAt(entry.place).size);
    }
    std::vector<std::string>().swap(bucket.pieces);
  }

 private:
  struct Entry {
    uint64_t high;
    const char* place;
  };
  Shuffle& shuffle_;
  std::vector<Entry> entries_;
};

absl::Status Shuffle::Drain(int threads,
                            const std::function<absl::Status(std::string_view)>& emit) {
  BucketNumbers numbers(buckets_.size());
  return RunInOrder<Sorter::Result>(
      numbers, threads, [this] { return Sorter(*this); },
      [&](size_t, Sorter::Result& sorted) -> absl::StatusOr<bool> {
        absl::Status status = sorted.status.ok() ? emit(sorted.text) : sorted.status;
        if (!status.ok()) return status;
        return true;
      });
}

}  // namespace jsonl::pipeline

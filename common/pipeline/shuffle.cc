#include "common/pipeline/shuffle.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "common/io/errors.h"
#include "common/io/temp_file.h"

namespace jsonl::pipeline {
namespace {

__extension__ using Word128 = unsigned __int128;

constexpr uint64_t kSpillBytes = 256 << 10;
constexpr size_t kMaxBuckets = 512;
constexpr std::string_view kWhat = "temporary file";

}  // namespace

Shuffle::Shuffle(uint64_t bytes, uint64_t memory, std::string temp_dir)
    : temp_dir_(std::move(temp_dir)) {
  // Half of the memory a bucket leaves room for buckets that are larger than most, and for the
  // doubling of strings.
  uint64_t each = std::max<uint64_t>(memory / 4, 1 << 20);
  size_t count = std::min<uint64_t>(bytes / each + 1, kMaxBuckets);
  buckets_.resize(count);
}

Shuffle::~Shuffle() {
  for (Bucket& bucket : buckets_) {
    if (bucket.fd >= 0) close(bucket.fd);
  }
}

size_t Shuffle::BucketOf(hash::Fingerprint key) const {
  return static_cast<size_t>((Word128{key.high} * buckets_.size()) >> 64);
}

absl::Status Shuffle::Add(hash::Fingerprint key, std::string_view record) {
  Bucket& bucket = buckets_[BucketOf(key)];
  bucket.entries.push_back({key, bucket.spilled + bucket.text.size(), record.size()});
  bucket.text.append(record);
  if (buckets_.size() > 1 && bucket.text.size() >= kSpillBytes) return Spill(bucket);
  return absl::OkStatus();
}

absl::Status Shuffle::Spill(Bucket& bucket) {
  if (bucket.fd < 0) {
    absl::StatusOr<int> fd = io::OpenScratchFile(temp_dir_);
    if (!fd.ok()) return fd.status();
    bucket.fd = *fd;
  }
  std::string_view rest = bucket.text;
  while (!rest.empty()) {
    ssize_t written = write(bucket.fd, rest.data(), rest.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return io::ErrnoStatus(errno, kWhat);
    }
    rest.remove_prefix(static_cast<size_t>(written));
  }
  bucket.spilled += bucket.text.size();
  bucket.text.clear();
  return absl::OkStatus();
}

// Brings what was spilled back in front of what was not.
absl::Status Shuffle::Load(Bucket& bucket) {
  if (bucket.spilled == 0) return absl::OkStatus();
  std::string tail = std::move(bucket.text);
  bucket.text.resize(bucket.spilled);
  for (uint64_t done = 0; done < bucket.spilled;) {
    ssize_t got = pread(bucket.fd, bucket.text.data() + done, bucket.spilled - done,
                        static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return io::ErrnoStatus(got < 0 ? errno : EIO, kWhat);
    done += static_cast<uint64_t>(got);
  }
  bucket.text += tail;
  return absl::OkStatus();
}

absl::Status Shuffle::Drain(const std::function<absl::Status(std::string_view)>& emit) {
  for (Bucket& bucket : buckets_) {
    if (absl::Status status = Load(bucket); !status.ok()) return status;
    std::sort(bucket.entries.begin(), bucket.entries.end(),
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
    for (const Entry& entry : bucket.entries) {
      absl::Status status = emit(std::string_view(bucket.text).substr(entry.offset, entry.size));
      if (!status.ok()) return status;
    }
    std::string().swap(bucket.text);
    std::vector<Entry>().swap(bucket.entries);
  }
  return absl::OkStatus();
}

}  // namespace jsonl::pipeline

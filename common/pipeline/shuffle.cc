#include "common/pipeline/shuffle.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/status/statusor.h"
#include "common/pipeline/ordered.h"

namespace jsonl::pipeline {
namespace {

__extension__ using Word128 = unsigned __int128;

constexpr uint64_t kPlaces = uint64_t{1} << 63;
constexpr uint64_t kMinLimit = 4 << 10;
constexpr uint64_t kBucketSize = 2 << 20;  // as far as a core's cache reaches, about
constexpr uint64_t kMaxBuckets = 512;
constexpr size_t kReadSize = 1 << 20;

// How many buckets make most of them as small as they should be.
size_t BucketsFor(uint64_t bytes, uint64_t limit) {
  return static_cast<size_t>(
      std::min(bytes / std::min(limit / 4 * 3, kBucketSize) + 1, kMaxBuckets));
}

uint64_t Sum(const std::vector<uint64_t>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), uint64_t{0});
}

}  // namespace

hash::Fingerprint ShuffleKey(const Rank& rank, uint64_t position, uint64_t copy, uint64_t seed) {
  return hash::Mix(rank, hash::Mix({position, copy}, {seed, 0}));
}

Shuffle::Shuffle(const std::vector<uint64_t>& records, Options options)
    : options_(std::move(options)),
      // When buckets are sorted, there are two in memory for each thread as they were read, with
      // what tells their order, and two or three that wait for their turn: half of the memory.
      bucket_limit_(
          std::max(options_.memory / (8 * static_cast<uint64_t>(options_.threads) + 4), kMinLimit)),
      file_(options_.temp_dir),
      buckets_(0, kPlaces,
               BucketsFor(options_.bytes + Sum(records) * sizeof(ShuffleHeader), bucket_limit_),
               options_.memory / 2, &file_) {
  // A target may get records that were not expected.
  Word128 total = 0;
  for (uint64_t count : records) total += Word128{count} + 1;
  Word128 before = 0;
  for (uint64_t count : records) {
    targets_.push_back(static_cast<uint64_t>(before * kPlaces / total));
    before += Word128{count} + 1;
  }
  targets_.push_back(kPlaces);
}

uint64_t Shuffle::PlaceOf(uint32_t target, hash::Fingerprint key) const {
  const uint64_t places = targets_[target + 1] - targets_[target];
  return targets_[target] + static_cast<uint64_t>(Word128{key.high} * places >> 64);
}

void Shuffle::Batch::Clear() {
  for (std::string& part : parts_) part.clear();
}

void Shuffle::Batch::Add(const Shuffle& shuffle, uint32_t target, hash::Fingerprint key,
                         std::string_view record) {
  parts_.resize(shuffle.buckets_.count());
  std::string& part = parts_[shuffle.buckets_.NumberOf(shuffle.PlaceOf(target, key))];
  const ShuffleHeader header = {key, target, static_cast<uint32_t>(record.size())};
  part.append(reinterpret_cast<const char*>(&header), sizeof header);
  part.append(record);
}

absl::Status Shuffle::Take(const Batch& batch) {
  for (size_t i = 0; i < batch.parts_.size(); ++i) {
    if (batch.parts_[i].empty()) continue;
    if (absl::Status status = buckets_.Add(i, batch.parts_[i]); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// Gives the buckets in their order, for RunInOrder, those that are too large in parts.
class Shuffle::Source {
 public:
  using Item = ShuffleBucket;
  explicit Source(Shuffle& shuffle) : shuffle_(shuffle) { Push(shuffle.buckets_); }

  absl::StatusOr<bool> Next(ShuffleBucket* bucket) {
    while (!left_.empty()) {
      *bucket = std::move(left_.back());
      left_.pop_back();
      absl::StatusOr<bool> large = IsTooLarge(*bucket);
      if (!large.ok()) return large;
      if (!*large) return true;
      if (absl::Status status = Divide(*bucket); !status.ok()) return status;
    }
    return false;
  }
  void Cancel() {}

 private:
  void Push(ShuffleBuckets& buckets) {
    std::vector<ShuffleBucket>& all = buckets.buckets();
    left_.insert(left_.end(), std::make_move_iterator(all.rbegin()),
                 std::make_move_iterator(all.rend()));
  }

  // One record cannot be divided, whatever its size.
  absl::StatusOr<bool> IsTooLarge(const ShuffleBucket& bucket) const {
    if (bucket.spilled <= shuffle_.bucket_limit_ || bucket.size < 2) return false;
    char bytes[sizeof(ShuffleHeader)];
    absl::Status status = shuffle_.file_.Read(bucket.extents[0].position, bytes, sizeof bytes);
    if (!status.ok()) return status;
    return sizeof bytes + ShuffleHeader::At(bytes).size < bucket.spilled;
  }

  absl::Status Divide(const ShuffleBucket& bucket) {
    const size_t count = std::max<size_t>(BucketsFor(bucket.spilled, shuffle_.bucket_limit_), 2);
    ShuffleBuckets parts(bucket.first, bucket.size, std::min<uint64_t>(count, bucket.size),
                         shuffle_.options_.memory / 8, &shuffle_.file_);
    std::vector<std::string> gathered(parts.count());
    std::string text;
    for (const ShuffleBucket::Extent& extent : bucket.extents) {
      for (size_t done = 0; done < extent.size;) {
        const size_t size = std::min(kReadSize, extent.size - done);
        const size_t kept = text.size();
        text.resize(kept + size);
        absl::Status status = shuffle_.file_.Read(extent.position + done, text.data() + kept, size);
        if (!status.ok()) return status;
        done += size;
        text.erase(0, Gather(text, parts, &gathered));
        for (size_t i = 0; i < gathered.size(); ++i) {
          if (gathered[i].empty()) continue;
          if (status = parts.Add(i, gathered[i]); !status.ok()) return status;
          gathered[i].clear();
        }
      }
    }
    if (absl::Status status = parts.Finish(); !status.ok()) return status;
    Push(parts);
    return absl::OkStatus();
  }

  // Spreads the whole records of a text over the parts; how many bytes those were.
  size_t Gather(std::string_view text, const ShuffleBuckets& parts,
                std::vector<std::string>* gathered) const {
    size_t at = 0;
    while (text.size() - at >= sizeof(ShuffleHeader)) {
      const ShuffleHeader header = ShuffleHeader::At(text.data() + at);
      const size_t size = sizeof header + header.size;
      if (text.size() - at < size) break;
      const uint64_t place = shuffle_.PlaceOf(header.target, header.key);
      (*gathered)[parts.NumberOf(place)].append(text.substr(at, size));
      at += size;
    }
    return at;
  }

  Shuffle& shuffle_;
  std::vector<ShuffleBucket> left_;  // the next one last
};

class Shuffle::Sorter {
 public:
  struct Result {
    absl::Status status;
    std::string text;
    std::vector<std::pair<uint32_t, size_t>> targets;  // and where their records end in the text
  };
  explicit Sorter(const Shuffle& shuffle) : shuffle_(shuffle) {}

  void operator()(const ShuffleBucket& bucket, Result* result) {
    result->text.clear();
    result->targets.clear();
    entries_.clear();
    result->status = Load(bucket);
    if (!result->status.ok()) return;
    List(loaded_);
    for (const std::string& piece : bucket.pieces) List(piece);
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      if (a.place != b.place) return a.place < b.place;
      const ShuffleHeader left = ShuffleHeader::At(a.bytes), right = ShuffleHeader::At(b.bytes);
      return std::tie(left.target, left.key) < std::tie(right.target, right.key);
    });
    result->text.reserve(bucket.spilled + bucket.in_memory -
                         entries_.size() * sizeof(ShuffleHeader));
    for (const Entry& entry : entries_) {
      const ShuffleHeader header = ShuffleHeader::At(entry.bytes);
      if (result->targets.empty() || result->targets.back().first != header.target) {
        result->targets.emplace_back(header.target, 0);
      }
      result->text.append(entry.bytes + sizeof header, header.size);
      result->targets.back().second = result->text.size();
    }
  }

 private:
  struct Entry {
    uint64_t place;
    const char* bytes;
  };

  // Brings back what went to the file.
  absl::Status Load(const ShuffleBucket& bucket) {
    loaded_.resize(bucket.spilled);
    size_t done = 0;
    for (const ShuffleBucket::Extent& extent : bucket.extents) {
      absl::Status status =
          shuffle_.file_.Read(extent.position, loaded_.data() + done, extent.size);
      if (!status.ok()) return status;
      done += extent.size;
    }
    return absl::OkStatus();
  }

  void List(std::string_view piece) {
    for (size_t at = 0; at < piece.size();) {
      const ShuffleHeader header = ShuffleHeader::At(piece.data() + at);
      entries_.push_back({shuffle_.PlaceOf(header.target, header.key), piece.data() + at});
      at += sizeof header + header.size;
    }
  }

  const Shuffle& shuffle_;
  std::string loaded_;
  std::vector<Entry> entries_;
};

absl::Status Shuffle::Drain(const Emit& emit) {
  if (absl::Status status = buckets_.Finish(); !status.ok()) return status;
  Source source(*this);
  return RunInOrder<Sorter::Result>(
      source, options_.threads, [this] { return Sorter(*this); },
      [&emit](ShuffleBucket& bucket, Sorter::Result& sorted) -> absl::StatusOr<bool> {
        if (!sorted.status.ok()) return sorted.status;
        size_t begin = 0;
        for (const auto& [target, end] : sorted.targets) {
          absl::Status status =
              emit(target, std::string_view(sorted.text).substr(begin, end - begin));
          if (!status.ok()) return status;
          begin = end;
        }
        bucket = {};
        return true;
      });
}

}  // namespace jsonl::pipeline

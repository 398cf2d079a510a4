// Where a shuffle holds its records: buckets in memory and in a temporary file.

#ifndef JSONL_COMMON_PIPELINE_SHUFFLE_BUCKETS_H_
#define JSONL_COMMON_PIPELINE_SHUFFLE_BUCKETS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/hash/fingerprint.h"
#include "common/io/scratch_file.h"

namespace jsonl::pipeline {

// Stands before each record that is shuffled.
struct ShuffleHeader {
  hash::Fingerprint key;
  uint32_t target;
  uint32_t size;  // of the record

  static ShuffleHeader At(const char* place) {
    ShuffleHeader header;
    std::memcpy(&header, place, sizeof header);
    return header;
  }
};

// Records, each after its header, of a range of places.
struct ShuffleBucket {
  struct Extent {
    uint64_t position;  // in the file
    size_t size;
  };

  uint64_t first = 0;  // place
  uint64_t size = 0;   // places
  std::vector<std::string> pieces;
  uint64_t in_memory = 0;  // bytes of the pieces
  std::vector<Extent> extents;
  uint64_t spilled = 0;  // bytes of the extents
};

// A range of places in equal parts.
class ShuffleBuckets {
 public:
  // Holds up to `memory` bytes before they go to the file, which must outlive it.
  ShuffleBuckets(uint64_t first, uint64_t size, size_t count, uint64_t memory,
                 io::ScratchFile* file);

  size_t count() const { return buckets_.size(); }
  size_t NumberOf(uint64_t place) const { return (place - first_) / step_; }

  // Adds records of the bucket of that number, each after its header.
  absl::Status Add(size_t number, std::string_view records);
  // The buckets, when all is added. If something has gone to the file, all has.
  absl::Status Finish();
  std::vector<ShuffleBucket>& buckets() { return buckets_; }

 private:
  absl::Status Spill();

  uint64_t first_;
  uint64_t step_;
  uint64_t memory_;
  io::ScratchFile* file_;
  std::vector<ShuffleBucket> buckets_;
  uint64_t in_memory_ = 0;
  bool spilled_ = false;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SHUFFLE_BUCKETS_H_

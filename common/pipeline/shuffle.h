// Puts records into the order of their keys, any amount of them.

#ifndef JSONL_COMMON_PIPELINE_SHUFFLE_H_
#define JSONL_COMMON_PIPELINE_SHUFFLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/hash/fingerprint.h"

namespace jsonl::pipeline {

// Records are spread over buckets by the first bits of their keys, and each bucket is sorted for
// itself. What does not fit into memory goes through unlinked temporary files. The order is that
// of the keys alone, however many buckets there are.
class Shuffle {
 public:
  // `bytes` and `records` are what will be added, about; `memory` is what may be used.
  Shuffle(uint64_t bytes, uint64_t records, uint64_t memory, std::string temp_dir);
  ~Shuffle();
  Shuffle(const Shuffle&) = delete;
  Shuffle& operator=(const Shuffle&) = delete;

  // Records on their way into the shuffle, spread over its buckets on any thread.
  class Batch {
   public:
    void Clear();
    // Keys are evenly spread and all different.
    void Add(const Shuffle& shuffle, hash::Fingerprint key, std::string_view record);

   private:
    friend class Shuffle;
    std::vector<std::string> parts_;  // by bucket
  };

  // Adds what is in the batch, in any order of batches, one at a time.
  absl::Status Take(const Batch& batch);
  // Hands out all records in the order of their keys, many at a time, and forgets them.
  absl::Status Drain(int threads, const std::function<absl::Status(std::string_view)>& emit);

 private:
  // Pieces, in memory and in the file, are sequences of a Header (see shuffle.cc) and a record.
  struct Bucket {
    std::vector<std::string> pieces;
    uint64_t size = 0;  // of the pieces
    int fd = -1;
    uint64_t spilled = 0;  // bytes in the file
  };
  class Sorter;
  class BucketNumbers;

  size_t BucketOf(hash::Fingerprint key) const;
  absl::Status Spill(Bucket& bucket) const;
  absl::Status Load(Bucket& bucket) const;

  std::string temp_dir_;
  uint64_t spill_size_;  // a bucket of more bytes goes to its file
  std::vector<Bucket> buckets_;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SHUFFLE_H_

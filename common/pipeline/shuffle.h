// Puts records into the order of their keys, any amount of them.

#ifndef JSONL_COMMON_PIPELINE_SHUFFLE_H_
#define JSONL_COMMON_PIPELINE_SHUFFLE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/hash/fingerprint.h"

namespace jsonl::pipeline {

// Records are spread over buckets by the first bits of their keys; each bucket fits into memory
// and is sorted there. One bucket stays in memory, several go through unlinked temporary files.
// The order is that of the keys alone, however many buckets there are.
class Shuffle {
 public:
  // `bytes` is what will be added, about; `memory` what may be used.
  Shuffle(uint64_t bytes, uint64_t memory, std::string temp_dir);
  ~Shuffle();
  Shuffle(const Shuffle&) = delete;
  Shuffle& operator=(const Shuffle&) = delete;

  // Keys are evenly spread and all different.
  absl::Status Add(hash::Fingerprint key, std::string_view record);
  // Hands out all records in the order of their keys.
  absl::Status Drain(const std::function<absl::Status(std::string_view)>& emit);

 private:
  struct Entry {
    hash::Fingerprint key;
    uint64_t offset;
    uint64_t size;
  };
  struct Bucket {
    int fd = -1;
    uint64_t spilled = 0;  // bytes in the file
    std::string text;      // of one bucket everything, of several what is yet to be written
    std::vector<Entry> entries;
  };

  size_t BucketOf(hash::Fingerprint key) const;
  absl::Status Spill(Bucket& bucket);
  absl::Status Load(Bucket& bucket);

  std::string temp_dir_;
  std::vector<Bucket> buckets_;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SHUFFLE_H_

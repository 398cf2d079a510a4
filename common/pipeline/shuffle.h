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
#include "common/io/scratch_file.h"
#include "common/pipeline/selection.h"
#include "common/pipeline/shuffle_buckets.h"

namespace jsonl::pipeline {

// The key of a record, or of one of its copies, in a random order of all: different for each, so
// that records that are equal do not end up side by side.
hash::Fingerprint ShuffleKey(const Rank& rank, uint64_t position, uint64_t copy, uint64_t seed);

// Records of one target or of several, each of which gets its own in the order of their keys.
// They are spread over buckets by target and the first bits of their keys, and each bucket is
// sorted for itself. What does not fit into memory goes through a temporary file, and buckets that
// do not are spread again. What comes out depends on neither.
class Shuffle {
 public:
  struct Options {
    uint64_t bytes = 0;   // that will be added, about: only speed depends on it
    uint64_t memory = 0;  // that may be used; exceeded by records that are larger themselves
    int threads = 1;
    std::string temp_dir;  // empty: $TMPDIR, or /tmp
  };
  // `records` are those that will be added for each target, about; the more of a target are added
  // beyond that, the less evenly its buckets are filled.
  Shuffle(const std::vector<uint64_t>& records, Options options);
  Shuffle(const Shuffle&) = delete;
  Shuffle& operator=(const Shuffle&) = delete;

  // Records on their way into the shuffle, spread over its buckets on any thread.
  class Batch {
   public:
    void Clear();
    // Keys are evenly spread and all different.
    void Add(const Shuffle& shuffle, uint32_t target, hash::Fingerprint key,
             std::string_view record);

   private:
    friend class Shuffle;
    std::vector<std::string> parts_;  // by bucket
  };

  // Adds what is in the batch, in any order of batches, one at a time.
  absl::Status Take(const Batch& batch);

  // Hands out all records, many of one target at a time: targets in their order, the records of
  // each in that of their keys. Once, at the end.
  using Emit = std::function<absl::Status(uint32_t target, std::string_view records)>;
  absl::Status Drain(const Emit& emit);

 private:
  class Source;
  class Sorter;

  // Where a record stands among all, in steps of 2^-63: ascending with target and key.
  uint64_t PlaceOf(uint32_t target, hash::Fingerprint key) const;

  Options options_;
  uint64_t bucket_limit_;          // bytes of a bucket that is sorted at one go
  std::vector<uint64_t> targets_;  // their first places
  io::ScratchFile file_;
  ShuffleBuckets buckets_;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SHUFFLE_H_

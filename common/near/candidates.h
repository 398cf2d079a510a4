// Which records may be near-duplicates of which.

#ifndef JSONL_COMMON_NEAR_CANDIDATES_H_
#define JSONL_COMMON_NEAR_CANDIDATES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/near/buckets.h"
#include "common/near/key_columns.h"

namespace jsonl::near {

// A record that is exactly equal to an earlier one.
struct Twin {
  uint32_t record;
  uint32_t first;
};

// The records, without later twins, that share a bucket with others. They are numbered from 0, in
// their order, as units.
struct Candidates {
  std::vector<Twin> twins;        // by record
  std::vector<uint32_t> records;  // of the units
  std::vector<uint32_t> offsets;  // one more than units: where the buckets of each begin
  std::vector<uint32_t> buckets;
  uint32_t bucket_count = 0;

  // The unit of a record; one past the last if it is none.
  size_t UnitOf(uint32_t record) const {
    auto found = std::lower_bound(records.begin(), records.end(), record);
    if (found == records.end() || *found != record) return records.size();
    return static_cast<size_t>(found - records.begin());
  }
  absl::Span<const uint32_t> BucketsOf(size_t unit) const {
    return absl::MakeConstSpan(buckets).subspan(offsets[unit], offsets[unit + 1] - offsets[unit]);
  }
};

// Of `keys`, columns 0 and 1 are a fingerprint of each record, the others those of its bands; 0 is
// no key. Buckets that have none but the first `references` records are left out. Takes 12 bytes
// for every bucket of every unit, and up to about `memory` bytes more.
absl::StatusOr<Candidates> FindCandidates(const KeyColumns& keys, uint64_t references, int threads,
                                          uint64_t memory);

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_CANDIDATES_H_

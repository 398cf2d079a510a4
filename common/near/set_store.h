// Sets of shingles, to be compared with one another in any order.

#ifndef JSONL_COMMON_NEAR_SET_STORE_H_
#define JSONL_COMMON_NEAR_SET_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/io/scratch_file.h"

namespace jsonl::near {

class SetStore {
 public:
  // Up to `memory` bytes stay in memory, the rest goes to a temporary file.
  SetStore(uint64_t memory, std::string temp_dir);

  // Sets are numbered from 0.
  absl::Status Append(absl::Span<const uint64_t> set);
  // Valid until `buffer` is used again. On any thread, once all sets are there.
  absl::StatusOr<absl::Span<const uint64_t>> Get(size_t number,
                                                 std::vector<uint64_t>* buffer) const;

  size_t size() const { return places_.size(); }
  uint32_t size_of(size_t number) const { return places_[number].size; }

 private:
  struct Place {
    const uint64_t* words;  // null: in the file
    uint64_t position;
    uint32_t size;
  };

  uint64_t memory_;
  io::ScratchFile file_;
  uint64_t held_ = 0;  // bytes in memory
  std::vector<std::unique_ptr<uint64_t[]>> chunks_;
  uint64_t* last_ = nullptr;  // where the next set goes
  size_t free_ = 0;           // words there
  std::vector<Place> places_;
};

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_SET_STORE_H_

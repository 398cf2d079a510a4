// Records that share a key.

#ifndef JSONL_COMMON_NEAR_BUCKETS_H_
#define JSONL_COMMON_NEAR_BUCKETS_H_

#include <algorithm>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "common/near/key_columns.h"

namespace jsonl::near {

// One bit a record.
class RecordBits {
 public:
  explicit RecordBits(uint64_t records = 0) : words_((records + 63) / 64) {}
  void Set(uint64_t record) { words_[record / 64] |= uint64_t{1} << (record % 64); }
  bool operator[](uint64_t record) const { return words_[record / 64] >> (record % 64) & 1; }
  // How many are set of the same 64 before this one.
  uint32_t CountBefore(uint64_t record) const {
    const uint64_t before = (uint64_t{1} << (record % 64)) - 1;
    return static_cast<uint32_t>(std::popcount(words_[record / 64] & before));
  }

 private:
  std::vector<uint64_t> words_;
};

// A record with a key that others have, too.
struct Shared {
  uint64_t key;
  uint32_t record;

  friend auto operator<=>(const Shared&, const Shared&) = default;
};

// Finds the records that share their key in the column with others, by key and then in order.
// Those that are `left_out` and those with key 0 have none. visit(const Shared* begin,
// const Shared* end) sees two or more of one key at a time, keys in no order that matters, though
// the same one always. Takes, beside a few bits a record, 16 bytes for each record that shares its
// key (and up to a quarter of the others), but about `memory` bytes at most, for which the column
// is read more often.
template <typename Visit>
absl::Status ForEachBucket(const KeyColumns& keys, size_t column, const RecordBits& left_out,
                           uint64_t memory, Visit&& visit);

// -------------------------------------------------------------------------------------------------

namespace internal {

// Which keys occur more than once, and a few more.
class Repeated {
 public:
  explicit Repeated(uint64_t records);
  void Add(uint64_t key) {
    uint64_t& word = words_[key >> shift_];
    const uint64_t once = uint64_t{1} << (key & 31);
    word |= (word & once) << 32 | once;
  }
  bool Has(uint64_t key) const { return words_[key >> shift_] >> (32 + (key & 31)) & 1; }

 private:
  int shift_;
  std::vector<uint64_t> words_;  // the lower half: seen once, the upper half: seen again
};

// Takes away most of the records whose key no other has: by other bits of the keys, which is
// quicker than sorting them.
void LeaveRepeated(std::vector<Shared>* found);

// Which part of `parts` a key belongs to.
inline uint64_t PartOf(uint64_t key, uint64_t parts) { return (key >> 5 & 0xffff) % parts; }

}  // namespace internal

template <typename Visit>
absl::Status ForEachBucket(const KeyColumns& keys, size_t column, const RecordBits& left_out,
                           uint64_t memory, Visit&& visit) {
  internal::Repeated repeated(keys.rows());
  absl::Status status = keys.ForEach(column, [&](uint64_t row, uint64_t key) {
    if (key != 0 && !left_out[row]) repeated.Add(key);
  });
  if (!status.ok()) return status;
  uint64_t count = 0;
  uint64_t parts = 1;
  if (keys.rows() * sizeof(Shared) > memory) {
    status = keys.ForEach(column, [&](uint64_t row, uint64_t key) {
      count += key != 0 && !left_out[row] && repeated.Has(key);
    });
    if (!status.ok()) return status;
    parts =
        std::clamp<uint64_t>(count * sizeof(Shared) / std::max<uint64_t>(memory, 1) + 1, 1, 4096);
  }
  std::vector<Shared> found;
  for (uint64_t part = 0; part < parts; ++part) {
    found.clear();
    status = keys.ForEach(column, [&](uint64_t row, uint64_t key) {
      if (key == 0 || left_out[row] || !repeated.Has(key)) return;
      if (parts > 1 && internal::PartOf(key, parts) != part) return;
      found.push_back({key, static_cast<uint32_t>(row)});
    });
    if (!status.ok()) return status;
    internal::LeaveRepeated(&found);
    std::sort(found.begin(), found.end());
    const Shared* const end = found.data() + found.size();
    for (const Shared* begin = found.data(); begin < end;) {
      const Shared* next = begin + 1;
      while (next < end && next->key == begin->key) ++next;
      if (next - begin > 1) visit(begin, next);
      begin = next;
    }
  }
  return absl::OkStatus();
}

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_BUCKETS_H_

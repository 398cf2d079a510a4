// A set of fingerprints, with where each was first seen, made for very many of them.

#ifndef JSONL_TOOLS_DEDUPE_KEY_TABLE_H_
#define JSONL_TOOLS_DEDUPE_KEY_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "common/hash/fingerprint.h"

namespace jsonl {

// Open addressing with linear probing, at most three quarters full, in parts that grow by half,
// where they are, and not all at the same time. So a key takes 21 to 32 bytes, 26 on average, also
// while the table grows; with positions 32 to 48. Who chooses the keys cannot choose where they go:
// that depends on a random number, the results do not.
class KeyTable {
 public:
  explicit KeyTable(bool positions);

  // To be called some keys ahead.
  void Prefetch(hash::Fingerprint key) const {
    const uint64_t spread = SpreadOf(key);
    const Part& part = parts_[PartOf(spread)];
    __builtin_prefetch(part.keys.get() + part.HomeOf(spread));
  }
  // Adds a key that is not there, as seen at `position`. The position of one that is; without
  // positions, that is any number.
  std::optional<uint64_t> Add(hash::Fingerprint key, uint64_t position);
  // The same without adding.
  std::optional<uint64_t> Find(hash::Fingerprint key) const;

  size_t size() const { return size_; }
  // Taken of memory.
  uint64_t bytes() const { return bytes_; }

 private:
  static constexpr int kPartBits = 3;
  __extension__ using Word128 = unsigned __int128;

  // Of the heap, or, where it is large, mapped: then it grows without a copy, in huge pages.
  struct Free {
    size_t mapped;  // bytes; 0: of the heap
    void operator()(void* memory) const;
  };
  template <typename T>
  using Array = std::unique_ptr<T[], Free>;

  // Homes are in the order of what keys are spread to, and a key is at its home or behind it, with
  // no free place between.
  struct Part {
    Array<hash::Fingerprint> keys;  // low is 0 where there is none; the last place is free
    Array<uint64_t> positions;      // null without positions
    size_t homes = 0;
    size_t places = 0;  // some more than homes
    size_t size = 0;
    size_t limit = 0;  // of the size, before it grows

    size_t HomeOf(uint64_t spread) const {
      return static_cast<size_t>((Word128{spread << kPartBits} * homes) >> 64);
    }
    // Where the key is, or a free place for it.
    size_t PlaceOf(hash::Fingerprint key, uint64_t spread) const {
      const hash::Fingerprint* at = keys.get() + HomeOf(spread);
      while (at->low != 0 && (at->low != key.low || at->high != key.high)) ++at;
      return static_cast<size_t>(at - keys.get());
    }
  };
  struct Entry {
    hash::Fingerprint key;
    uint64_t position;
  };

  uint64_t SpreadOf(hash::Fingerprint key) const {
    const Word128 product = Word128{key.low ^ salt_} * (key.high ^ ~salt_);
    return static_cast<uint64_t>(product >> 64) ^ static_cast<uint64_t>(product);
  }
  static size_t PartOf(uint64_t spread) { return spread >> (64 - kPartBits); }
  template <typename T>
  static void Extend(Array<T>* array, size_t from, size_t to);
  void AddPlaces(Part& part, size_t count);
  void Grow(Part& part);
  void Put(Part& part, size_t place, const Entry& entry);

  bool has_positions_;
  uint64_t salt_;
  size_t size_ = 0;
  uint64_t bytes_ = 0;
  std::array<Part, size_t{1} << kPartBits> parts_;
  std::vector<Entry> moving_;  // of a part that grows
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_KEY_TABLE_H_

// How often each value of a field occurs, in bounded memory.

#ifndef JSONL_TOOLS_STATS_VALUE_TALLY_H_
#define JSONL_TOOLS_STATS_VALUE_TALLY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"

namespace jsonl::stats {

// Exact for up to kMost different values. Of more it keeps kMost, those whose hashes are the least
// (a "bottom-k" sample, Cohen and Kaplan 2007), with exact counts, and knows how many times others
// occurred. So what is kept follows from the values alone, in whatever order they come, and
// tallies merge into that of the whole.
class ValueTally {
 public:
  static constexpr size_t kMost = 1000;
  // Of longer values, in bytes, only the beginning counts.
  static constexpr size_t kLongest = 200;

  void Add(std::string_view value, uint64_t count = 1);
  void Merge(const ValueTally& other);

  // How often a value occurred, whichever.
  uint64_t total() const { return total_; }
  const text::StringMap<uint64_t>& counts() const { return counts_; }
  // Some were left out.
  bool overflowed() const { return overflowed_; }
  // Occurrences of those.
  uint64_t others() const;

  // For a tally that was stored: `others` more occurrences of values that were left out.
  void AddOthers(uint64_t others);

 private:
  struct Kept {
    uint64_t hash;
    std::string value;
    bool operator<(const Kept& other) const {
      return hash != other.hash ? hash < other.hash : value < other.value;
    }
  };
  void AddNew(std::string_view value, uint64_t count);

  uint64_t total_ = 0;
  bool overflowed_ = false;
  text::StringMap<uint64_t> counts_;
  std::vector<Kept> heap_;  // once there are kMost: the greatest first
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_VALUE_TALLY_H_

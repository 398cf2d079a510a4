// How many different texts there are.

#ifndef JSONL_TOOLS_STATS_DISTINCT_COUNTER_H_
#define JSONL_TOOLS_STATS_DISTINCT_COUNTER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"

namespace jsonl::stats {

// Counts different 64-bit hashes: exactly up to kExact of them, by HyperLogLog beyond that
// (Flajolet et al. 2007, with the estimator of Ertl 2017), with a standard error of kError. What it
// holds follows from the set of the hashes alone, in whatever order they come, and counters merge
// into that of the whole. 8 to 16 bytes a hash, and never more than 72 KB.
class DistinctCounter {
 public:
  static constexpr size_t kExact = 4096;
  static constexpr int kPrecision = 14;  // bits of the hash
  static constexpr size_t kRegisters = size_t{1} << kPrecision;
  static constexpr double kError = 0.0081;  // 1.04 / sqrt(kRegisters)

  void Add(uint64_t hash) {
    if (exact()) {
      if (hashes_.insert(hash).second && hashes_.size() > kExact) MakeRegisters();
    } else {
      Register(hash);
    }
  }
  void Merge(const DistinctCounter& other);

  bool exact() const { return registers_.empty(); }
  // Exact, or rounded to a whole number.
  uint64_t Count() const;

  // What it holds: hashes while it is exact, else registers.
  const absl::flat_hash_set<uint64_t>& hashes() const { return hashes_; }
  const std::vector<uint8_t>& registers() const { return registers_; }
  // Merges registers that were stored. There must be kRegisters, none above kMostRank.
  static constexpr uint8_t kMostRank = 64 - kPrecision + 1;
  void MergeRegisters(const std::vector<uint8_t>& registers);

 private:
  void MakeRegisters();
  void Register(uint64_t hash);

  absl::flat_hash_set<uint64_t> hashes_;
  std::vector<uint8_t> registers_;
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_DISTINCT_COUNTER_H_

// Finds the keys that occur again, however many there are.

#ifndef JSONL_TOOLS_DEDUPE_DUPLICATE_FINDER_H_
#define JSONL_TOOLS_DEDUPE_DUPLICATE_FINDER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/hash/fingerprint.h"
#include "common/io/scratch_log.h"
#include "tools/dedupe/key_table.h"

namespace jsonl {

// Where a key occurs: a number that identifies the record.
struct KeyPosition {
  hash::Fingerprint key;
  uint64_t position;
};

// Keys come in some order, and a duplicate is a key that came before. As long as the keys fit into
// memory, that is known at once. Then the table is left as it is: what is in it is a duplicate
// still, and everything else goes to partitions on disk, by hash, each of which is treated in the
// same way at the end. Equal keys fill no table, so that a partition always gets smaller.
class DuplicateFinder {
 public:
  struct Options {
    bool originals = false;  // it is asked for which key a duplicate is one of
    uint64_t memory = 0;     // bytes, about
    std::string temp_dir;    // as in io::ScratchFile
  };
  struct Verdict {
    enum Kind : uint8_t { kNew, kDuplicate, kUndecided } kind;
    uint64_t original = 0;  // of a duplicate: where the key came first; without originals, anything
  };
  // A duplicate and its original.
  using Found = std::function<absl::Status(uint64_t position, uint64_t original)>;

  explicit DuplicateFinder(Options options);

  void Prefetch(hash::Fingerprint key) const { table_->Prefetch(key); }
  Verdict Add(const KeyPosition& key) {
    if (partitions_.empty()) {
      const std::optional<uint64_t> original = table_->Add(key.key, key.position);
      return original.has_value() ? Verdict{Verdict::kDuplicate, *original}
                                  : Verdict{Verdict::kNew};
    }
    const std::optional<uint64_t> original = table_->Find(key.key);
    if (original.has_value()) return {Verdict::kDuplicate, *original};
    undecided_.push_back(key);
    return {Verdict::kUndecided};
  }
  // To be called after every few thousand keys: does what cannot be done at once. From one such
  // call on, when the memory is used up, there are verdicts kUndecided, but none kNew any more.
  absl::Status Settle();
  bool is_full() const { return !partitions_.empty(); }

  // At the end: the duplicates among the undecided, in no particular order. Frees the table.
  absl::Status Solve(const Found& found);

 private:
  using Partition = io::ScratchLog<KeyPosition>;
  static constexpr int kPartitionBits = 6;
  static constexpr uint64_t kPartitionMemory = 64 << 10;  // at most
  static constexpr size_t kSettleEvery = 512;

  DuplicateFinder(Options options, int depth);
  size_t PartitionOf(hash::Fingerprint key) const;
  absl::Status Spill();
  absl::Status SolvePartition(const Partition& partition, const Found& found) const;

  Options options_;
  int depth_ = 0;  // in how many partitions within one another it is
  std::optional<KeyTable> table_;
  std::vector<KeyPosition> undecided_;  // since the last Settle
  std::vector<Partition> partitions_;   // empty as long as the table takes all
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_DUPLICATE_FINDER_H_

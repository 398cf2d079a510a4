// Counts what was lost in conversions.

#ifndef JSONL_TOOLS_CONVERT_LOSS_COUNTS_H_
#define JSONL_TOOLS_CONVERT_LOSS_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/pipeline/account.h"

namespace jsonl {

// What the records of a batch lost, each in the words of record/losses.h.
class BatchLosses {
 public:
  // Keeps its memory.
  void Clear();
  // Record `record` of the batch lost that. Records come in their order.
  void Add(size_t record, const std::string& what);

  // Takes back all that these records lost, which are in their order, and counts those after them
  // anew.
  void Remove(const std::vector<size_t>& records);

  bool empty() const { return losses_.empty(); }
  // Calls count(std::string_view) for each loss of the first `records` records, in their order.
  template <typename Count>
  void ForEach(size_t records, Count&& count) const {
    for (const auto& [record, name] : losses_) {
      if (record >= records) return;
      count(std::string_view(names_[name]));
    }
  }

 private:
  std::vector<std::string> names_;
  absl::flat_hash_map<std::string, uint32_t> index_;  // of names_
  std::vector<std::pair<size_t, uint32_t>> losses_;   // which record, which name
};

// All that was lost. Only so many names are counted apart: those that come first.
class LossCounts {
 public:
  static constexpr size_t kNames = 20;

  void Add(std::string_view what);
  // Notes "dropped WHAT" for each name, and "dropped others".
  void NoteIn(pipeline::Account* account) const;

 private:
  absl::flat_hash_map<std::string, uint64_t> counts_;
  uint64_t others_ = 0;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_LOSS_COUNTS_H_

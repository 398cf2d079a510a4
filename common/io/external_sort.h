// Sorts more than memory holds.

#ifndef JSONL_COMMON_IO_EXTERNAL_SORT_H_
#define JSONL_COMMON_IO_EXTERNAL_SORT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/io/scratch_file.h"

namespace jsonl::io {

// Entries that fill the memory are sorted and go to a temporary file as a run; runs are merged when
// they are read. Not stable: entries that compare equal should be equal.
template <typename T>
class ExternalSort {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // Takes about `memory` bytes, though more than that for thousands of runs: 8 KiB each.
  ExternalSort(std::string directory, uint64_t memory)
      : file_(std::move(directory)), most_(std::max<uint64_t>(memory / sizeof(T), 2)) {}

  absl::Status Add(const T& entry) {
    if (last_.size() == most_) {
      if (absl::Status status = Spill(); !status.ok()) return status;
    }
    last_.push_back(entry);
    return absl::OkStatus();
  }

  // Calls visit(const T&) -> absl::Status for all entries, the least one first. Once, at the end.
  template <typename Visit>
  absl::Status Drain(Visit&& visit) {
    if (runs_.empty()) {
      std::sort(last_.begin(), last_.end());
      for (const T& entry : last_) {
        if (absl::Status status = visit(entry); !status.ok()) return status;
      }
      return absl::OkStatus();
    }
    if (!last_.empty()) {
      if (absl::Status status = Spill(); !status.ok()) return status;
    }
    std::vector<T>().swap(last_);
    return Merge(std::forward<Visit>(visit));
  }

 private:
  struct Run {
    uint64_t position;  // of what is not read yet
    uint64_t end;
    std::vector<T> some = {};  // what is read
    size_t next = 0;
  };

  absl::Status Spill() {
    std::sort(last_.begin(), last_.end());
    const uint64_t begin = file_.size();
    absl::Status status = file_.Append(
        std::string_view(reinterpret_cast<const char*>(last_.data()), last_.size() * sizeof(T)));
    runs_.push_back({begin, file_.size()});
    last_.clear();
    return status;
  }

  absl::Status Refill(Run& run) const {
    const size_t share = std::max(most_ / runs_.size(), (size_t{8} << 10) / sizeof(T) + 1);
    const uint64_t size = std::min<uint64_t>(run.end - run.position, share * sizeof(T));
    run.some.resize(size / sizeof(T));
    run.next = 0;
    absl::Status status = file_.Read(run.position, reinterpret_cast<char*>(run.some.data()), size);
    run.position += size;
    return status;
  }

  template <typename Visit>
  absl::Status Merge(Visit&& visit) {
    std::vector<Run*> heap;
    for (Run& run : runs_) {
      if (absl::Status status = Refill(run); !status.ok()) return status;
      heap.push_back(&run);
    }
    const auto later = [](const Run* a, const Run* b) {
      return b->some[b->next] < a->some[a->next];
    };
    std::make_heap(heap.begin(), heap.end(), later);
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), later);
      Run& run = *heap.back();
      absl::Status status = visit(std::as_const(run.some[run.next]));
      ++run.next;
      if (status.ok() && run.next == run.some.size()) status = Refill(run);
      if (!status.ok()) return status;
      if (run.some.empty()) {
        heap.pop_back();
      } else {
        std::push_heap(heap.begin(), heap.end(), later);
      }
    }
    return absl::OkStatus();
  }

  ScratchFile file_;
  size_t most_;
  std::vector<T> last_;  // not sorted yet
  std::vector<Run> runs_;
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_EXTERNAL_SORT_H_

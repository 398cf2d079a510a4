// Entries in the order they were added, in memory or, past it, in a temporary file.

#ifndef JSONL_COMMON_IO_SCRATCH_LOG_H_
#define JSONL_COMMON_IO_SCRATCH_LOG_H_

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

template <typename T>
class ScratchLog {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // Up to `memory` bytes stay in memory, or one entry.
  ScratchLog(std::string directory, uint64_t memory)
      : file_(std::move(directory)), most_(std::max<uint64_t>(memory / sizeof(T), 1)) {}

  absl::Status Add(const T& entry) {
    if (last_.size() == most_) {
      if (absl::Status status = Spill(); !status.ok()) return status;
    }
    last_.push_back(entry);
    return absl::OkStatus();
  }

  uint64_t size() const { return file_.size() / sizeof(T) + last_.size(); }

  // Calls visit(const T&) -> absl::Status for all entries, the first one first.
  template <typename Visit>
  absl::Status ForEach(Visit&& visit) const {
    std::vector<T> some;
    for (uint64_t done = 0; done < file_.size();) {
      absl::Status status = Read(done, std::min(file_.size(), done + ChunkSize()), &some);
      if (!status.ok()) return status;
      done += some.size() * sizeof(T);
      for (const T& entry : some) {
        if (status = visit(entry); !status.ok()) return status;
      }
    }
    for (const T& entry : last_) {
      if (absl::Status status = visit(entry); !status.ok()) return status;
    }
    return absl::OkStatus();
  }
  // The same with the last one first.
  template <typename Visit>
  absl::Status ForEachBackwards(Visit&& visit) const {
    for (auto entry = last_.rbegin(); entry != last_.rend(); ++entry) {
      if (absl::Status status = visit(*entry); !status.ok()) return status;
    }
    std::vector<T> some;
    for (uint64_t left = file_.size(); left > 0;) {
      absl::Status status = Read(left - std::min(left, ChunkSize()), left, &some);
      if (!status.ok()) return status;
      left -= some.size() * sizeof(T);
      for (auto entry = some.rbegin(); entry != some.rend(); ++entry) {
        if (status = visit(*entry); !status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

 private:
  static constexpr uint64_t kChunk = 256 << 10;  // bytes read at a time, or one entry

  static constexpr uint64_t ChunkSize() {
    return std::max<uint64_t>(kChunk / sizeof(T), 1) * sizeof(T);
  }
  absl::Status Spill() {
    absl::Status status = file_.Append(
        std::string_view(reinterpret_cast<const char*>(last_.data()), last_.size() * sizeof(T)));
    last_.clear();
    return status;
  }
  absl::Status Read(uint64_t begin, uint64_t end, std::vector<T>* entries) const {
    entries->resize((end - begin) / sizeof(T));
    return file_.Read(begin, reinterpret_cast<char*>(entries->data()), end - begin);
  }

  ScratchFile file_;
  size_t most_;
  std::vector<T> last_;  // what follows the file's
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_SCRATCH_LOG_H_

// A few 64-bit keys a record, column by column.

#ifndef JSONL_COMMON_NEAR_KEY_COLUMNS_H_
#define JSONL_COMMON_NEAR_KEY_COLUMNS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/io/scratch_file.h"

namespace jsonl::near {

class KeyColumns {
 public:
  // Up to about `memory` bytes stay in memory, the rest goes to a temporary file.
  KeyColumns(size_t columns, uint64_t memory, std::string temp_dir);

  // Appends rows of as many keys as there are columns.
  absl::Status Append(absl::Span<const uint64_t> rows);

  // Gives the memory back; the keys are gone.
  void Free() {
    for (std::vector<Chunk>& column : columns_) std::vector<Chunk>().swap(column);
  }

  uint64_t rows() const { return rows_; }
  size_t columns() const { return columns_.size(); }

  // Calls visit(uint64_t row, uint64_t key) for the rows of a column in order. On any thread, once
  // all rows are there.
  template <typename Visit>
  absl::Status ForEach(size_t column, Visit&& visit) const {
    std::vector<uint64_t> buffer;
    for (uint64_t first = 0; first < rows_; first += kChunk) {
      const uint64_t* keys = nullptr;
      if (absl::Status status = Load(column, first / kChunk, &buffer, &keys); !status.ok()) {
        return status;
      }
      const uint64_t end = std::min<uint64_t>(rows_, first + kChunk);
      for (uint64_t row = first; row < end; ++row) visit(row, keys[row - first]);
    }
    return absl::OkStatus();
  }

 private:
  static constexpr size_t kChunk = 1 << 14;  // keys

  struct Chunk {
    std::unique_ptr<uint64_t[]> keys;  // null: in the file
    uint64_t position = 0;
  };

  absl::Status Load(size_t column, size_t chunk, std::vector<uint64_t>* buffer,
                    const uint64_t** keys) const;
  absl::Status NextChunk();

  uint64_t memory_;
  io::ScratchFile file_;
  uint64_t rows_ = 0;
  uint64_t held_ = 0;  // bytes in memory
  std::vector<std::vector<Chunk>> columns_;
};

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_KEY_COLUMNS_H_

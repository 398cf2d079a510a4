#include "common/near/key_columns.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace jsonl::near {
namespace {

constexpr size_t kRowsAtATime = 128;  // of which all columns fit into the first cache

}  // namespace

KeyColumns::KeyColumns(size_t columns, uint64_t memory, std::string temp_dir)
    : memory_(memory), file_(std::move(temp_dir)), columns_(columns) {}

absl::Status KeyColumns::Append(absl::Span<const uint64_t> rows) {
  const size_t columns = columns_.size();
  for (size_t done = 0; done < rows.size();) {
    const size_t place = rows_ % kChunk;
    if (place == 0) {
      if (absl::Status status = NextChunk(); !status.ok()) return status;
    }
    const size_t count = std::min({(rows.size() - done) / columns, kChunk - place, kRowsAtATime});
    for (size_t c = 0; c < columns; ++c) {
      uint64_t* to = columns_[c].back().keys.get() + place;
      const uint64_t* from = rows.data() + done + c;
      for (size_t i = 0; i < count; ++i) to[i] = from[i * columns];
    }
    rows_ += count;
    done += count * columns;
  }
  return absl::OkStatus();
}

// Chunks that are full leave memory one by one, once there is too much in it.
absl::Status KeyColumns::NextChunk() {
  for (std::vector<Chunk>& column : columns_) {
    constexpr uint64_t kSize = kChunk * sizeof(uint64_t);
    if (held_ + columns_.size() * kSize > memory_ && !column.empty()) {
      Chunk& full = column.back();
      full.position = file_.size();
      absl::Status status =
          file_.Append(std::string_view(reinterpret_cast<const char*>(full.keys.get()), kSize));
      if (!status.ok()) return status;
      column.push_back({std::move(full.keys), 0});
      continue;
    }
    column.push_back({std::unique_ptr<uint64_t[]>(new uint64_t[kChunk]), 0});
    held_ += kSize;
  }
  return absl::OkStatus();
}

absl::Status KeyColumns::Load(size_t column, size_t chunk, std::vector<uint64_t>* buffer,
                              const uint64_t** keys) const {
  const Chunk& from = columns_[column][chunk];
  *keys = from.keys.get();
  if (*keys != nullptr) return absl::OkStatus();
  buffer->resize(kChunk);
  *keys = buffer->data();
  return file_.Read(from.position, reinterpret_cast<char*>(buffer->data()),
                    kChunk * sizeof(uint64_t));
}

}  // namespace jsonl::near

#include "common/io/block.h"

#include <cstring>
#include <utility>

namespace jsonl::io {

void Buffer::Reserve(size_t capacity, size_t keep) {
  if (capacity <= capacity_) return;
  std::unique_ptr<char[]> grown(new char[capacity + kPadding]);
  if (keep > 0) std::memcpy(grown.get(), data_.get(), keep);
  std::memset(grown.get() + capacity, 0, kPadding);
  data_ = std::move(grown);
  capacity_ = capacity;
}

void Buffer::Trim(size_t capacity) {
  if (capacity_ <= 4 * capacity) return;
  data_.reset();
  capacity_ = 0;
}

}  // namespace jsonl::io

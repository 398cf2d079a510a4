#include "common/text/buffer.h"

#include <algorithm>

namespace jsonl::text {

void Buffer::Grow(size_t more) {
  const size_t capacity = std::max({size_ + more, capacity_ * 2, size_t{256}});
  auto data = std::make_unique_for_overwrite<char[]>(capacity);
  if (size_ > 0) std::memcpy(data.get(), data_.get(), size_);
  data_ = std::move(data);
  capacity_ = capacity;
}

}  // namespace jsonl::text

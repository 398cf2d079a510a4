#include "common/testing/blocks.h"

#include <algorithm>

namespace jsonl::test {

void SetText(std::string_view text, const io::Origin& origin, io::Block* block) {
  block->buffer.Reserve(text.size(), 0);
  std::copy(text.begin(), text.end(), block->buffer.data());
  block->begin = 0;
  block->end = text.size();
  block->origin = &origin;
  block->part = io::Block::Part::kRecords;
  block->records.clear();
}

absl::StatusOr<bool> TextSource::Next(io::Block* block) {
  if (next_ == texts_.size()) return false;
  SetText(texts_[next_], origin_, block);
  block->sequence = next_;
  block->offset = offset_;
  offset_ += texts_[next_].size();
  ++next_;
  return true;
}

}  // namespace jsonl::test

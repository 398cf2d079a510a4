#include "common/schema/byte_sequence.h"

#include <algorithm>

namespace jsonl::schema {

bool ByteSequence::Append(const std::vector<CodePointSet::Range>& ranges) {
  Item item;
  for (const auto& [first, last] : ranges) {
    if (last >= 0x80) {
      // Either all characters past ASCII belong to it, or none.
      if (last != kMaxCodePoint || first > 0x80) return false;
      item.countable = false;
    }
    for (char32_t c = first; c <= std::min<char32_t>(last, 0xff); ++c) item.bytes.set(c);
  }
  items_.push_back(item);
  last_size_ = 1;
  return true;
}

void ByteSequence::AppendLiteral(std::string_view utf8) {
  for (char c : utf8) {
    Item item;
    item.bytes.set(static_cast<unsigned char>(c));
    items_.push_back(item);
  }
  last_size_ = utf8.size();
}

bool ByteSequence::RepeatLast(uint32_t min, uint32_t max) {
  if (last_size_ != 1) return false;
  items_.back().min = min;
  items_.back().max = max;
  items_.back().once = min == 1 && max == 1;
  return true;
}

bool ByteSequence::IsDeterministic() const {
  std::bitset<256> next;  // what the items after the current one may start with
  for (size_t i = items_.size(); i-- > 0;) {
    const Item& item = items_[i];
    if (!item.countable && (item.min > 1 || item.max != kUnbounded)) return false;
    if (item.min != item.max && (item.bytes & next).any()) return false;
    if (item.min > 0) next.reset();
    next |= item.bytes;
  }
  return true;
}

bool ByteSequence::Matches(std::string_view text) const {
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto has = [](const Item& item, char c) { return item.bytes[static_cast<uint8_t>(c)]; };
  for (const Item& item : items_) {
    if (item.once) {
      if (at == end || !has(item, *at++)) return false;
      continue;
    }
    const auto left = static_cast<size_t>(end - at);
    const char* const limit = left < item.max ? end : at + item.max;
    const char* const start = at;
    while (at != limit && has(item, *at)) ++at;
    if (static_cast<size_t>(at - start) < item.min) return false;
  }
  return !anchored_end_ || at == end;
}

}  // namespace jsonl::schema

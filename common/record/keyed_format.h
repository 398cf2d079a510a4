// A format whose fields are listed in a table.

#ifndef JSONL_COMMON_RECORD_KEYED_FORMAT_H_
#define JSONL_COMMON_RECORD_KEYED_FORMAT_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "common/record/format.h"
#include "common/record/keys.h"
#include "common/text/strings.h"

namespace jsonl::record {

template <size_t kSize>
class KeyedFormat : public Format {
 public:
  // Both outlive the format.
  KeyedFormat(const Keys<kSize>& keys, const std::array<Slot, kSize>& slots)
      : keys_(keys), slots_(slots) {
    for (size_t key = 0; key < kSize; ++key) quoted_[key] = text::Cat("\"", keys[key], "\":");
  }

  absl::Span<const std::string_view> names() const final { return keys_.names(); }
  std::string_view quoted_name(size_t key) const final { return quoted_[key]; }
  absl::Span<const Slot> slots() const final { return slots_; }
  int KeyOf(std::string_view name) const final { return keys_.Find(name); }

 private:
  const Keys<kSize>& keys_;
  const std::array<Slot, kSize>& slots_;
  std::array<std::string, kSize> quoted_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_KEYED_FORMAT_H_

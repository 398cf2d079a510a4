// Finding the members that a format knows, all of them in one pass over an object.

#ifndef JSONL_COMMON_RECORD_KEYS_H_
#define JSONL_COMMON_RECORD_KEYS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "common/json/document.h"
#include "common/json/name.h"

namespace jsonl::record {

// A fixed set of names, at most 32 of them, each shorter than 64 bytes.
template <size_t kSize>
class Keys {
 public:
  template <typename... Names>
  explicit constexpr Keys(Names... names) : texts_{names...}, names_{json::Name(names)...} {
    for (std::string_view text : texts_) lengths_ |= uint64_t{1} << text.size();
  }

  static constexpr size_t size() { return kSize; }
  absl::Span<const std::string_view> texts() const { return texts_; }
  absl::Span<const json::Name> names() const { return names_; }
  constexpr std::string_view operator[](size_t i) const { return texts_[i]; }

  // The position of `name` among the names; -1 if it is none of them.
  int Find(std::string_view name) const {
    if (name.size() >= 64 || (lengths_ >> name.size() & 1) == 0) return -1;
    const json::Name wanted = name;
    for (size_t i = 0; i < kSize; ++i) {
      if (names_[i] == wanted) return static_cast<int>(i);
    }
    return -1;
  }

 private:
  std::array<std::string_view, kSize> texts_;
  std::array<json::Name, kSize> names_;
  uint64_t lengths_ = 0;  // bit n: there is a name of n bytes
};

template <typename... Names>
Keys(Names...) -> Keys<sizeof...(Names)>;

// The values of those members, in the order of the keys; absent ones where there is no member.
// Of a key that occurs twice, the first.
template <size_t kSize>
struct Fields {
  Fields(json::Value object, const Keys<kSize>& keys) {
    for (json::Member member : object.members()) {
      int i = keys.Find(member.name());
      if (i < 0 || values[static_cast<size_t>(i)]) {
        ++others;
      } else {
        values[static_cast<size_t>(i)] = member.value;
      }
    }
  }

  json::Value operator[](size_t i) const { return values[i]; }

  std::array<json::Value, kSize> values;
  uint32_t others = 0;  // members that are none of the keys, or occur again
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_KEYS_H_

// Strings from pieces and in lines, and string keys in hash tables.
//
// The project's string view is std::string_view. Abseil's is a type of its own where Abseil was
// built for older dialects (Debian does), so views are handed to it through here.

#ifndef JSONL_COMMON_TEXT_STRINGS_H_
#define JSONL_COMMON_TEXT_STRINGS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace jsonl::text {

inline absl::string_view ToAbsl(std::string_view view) { return {view.data(), view.size()}; }
inline std::string_view FromAbsl(absl::string_view view) { return {view.data(), view.size()}; }

namespace internal {
template <typename T>
decltype(auto) Piece(const T& piece) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return ToAbsl(piece);
  } else {
    return (piece);
  }
}
}  // namespace internal

// absl::StrCat and absl::StrAppend for pieces that may be std::string_view.
template <typename... Pieces>
std::string Cat(const Pieces&... pieces) {
  return absl::StrCat(internal::Piece(pieces)...);
}
template <typename... Pieces>
void Append(std::string* out, const Pieces&... pieces) {
  absl::StrAppend(out, internal::Piece(pieces)...);
}

// Whether there is a '\n' or a '\r' in it.
inline bool HasLineEnd(std::string_view text) {
  return text.find('\n') != text.npos || text.find('\r') != text.npos;
}

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

// Tables keyed by strings that are looked up by views, without a copy.
template <typename Value>
using StringMap = absl::flat_hash_map<std::string, Value, StringHash, std::equal_to<>>;
using StringSet = absl::flat_hash_set<std::string, StringHash, std::equal_to<>>;

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_STRINGS_H_

// A list of named things, from which each is taken once.

#ifndef JSONL_COMMON_RECORD_BY_NAME_H_
#define JSONL_COMMON_RECORD_BY_NAME_H_

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace jsonl::record {

// Finds positions in a list by name, the first one of a name that is not used yet. All of n things
// are found in n log n steps, also where many have the same name.
class ByName {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  ByName() = default;
  // `name(i)` is the name of thing i of `count`; it stays as it is.
  template <typename Name>
  ByName(size_t count, Name&& name) {
    sorted_.reserve(count);
    for (size_t i = 0; i < count; ++i) sorted_.push_back({name(i), i, i});
    std::sort(sorted_.begin(), sorted_.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.name, a.position) < std::pair(b.name, b.position);
    });
    for (size_t i = 0; i < count; ++i) sorted_[i].next = i;
  }

  // kNone if there is none. What is used stays so.
  template <typename Used>
  size_t Find(std::string_view name, Used&& used) {
    auto first = std::lower_bound(
        sorted_.begin(), sorted_.end(), name,
        [](const Entry& entry, std::string_view wanted) { return entry.name < wanted; });
    if (first == sorted_.end() || first->name != name) return kNone;
    size_t& next = first->next;
    while (next < sorted_.size() && sorted_[next].name == name) {
      if (!used(sorted_[next].position)) return sorted_[next].position;
      ++next;
    }
    return kNone;
  }

 private:
  struct Entry {
    std::string_view name;
    size_t position;
    size_t next;  // of the first of a name: where those begin that may be unused
  };
  std::vector<Entry> sorted_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_BY_NAME_H_

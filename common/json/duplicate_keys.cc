#include "common/json/duplicate_keys.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "common/json/name.h"

namespace jsonl::json {
namespace {

constexpr uint32_t kFewMembers = 24;  // up to here every pair of keys is compared

bool IsContainer(Value value) { return value.is_object() || value.is_array(); }

Value Within(Value container);

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
Value AmongFew(Value object) {
  uint64_t words[kFewMembers];  // of the names before, whose keys' indices are:
  uint32_t keys[kFewMembers];
  uint32_t size = 0;
  for (Member member : object.members()) {
    const Name name = member.name();
    for (uint32_t i = 0; i < size; ++i) {
      if (words[i] != name.word()) continue;
      if (Value(object.document(), keys[i]).string() == name.text()) return member.key;
    }
    words[size] = name.word();
    keys[size++] = member.key.index();
    if (IsContainer(member.value)) {
      if (Value key = Within(member.value)) return key;
    }
  }
  return {};
}

// The first key that repeats another of this very object.
Value FirstRepeated(Value object) {
  struct Entry {
    Name name;
    uint32_t index;
  };
  std::vector<Entry> entries;
  entries.reserve(object.size());
  for (Member member : object.members()) entries.push_back({member.name(), member.key.index()});
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::make_tuple(a.name.word(), a.name.text(), a.index) <
           std::make_tuple(b.name.word(), b.name.text(), b.index);
  });
  Value first;
  for (size_t i = 1; i < entries.size(); ++i) {
    if (!(entries[i - 1].name == entries[i].name)) continue;
    if (!first || entries[i].index < first.index()) {
      first = Value(object.document(), entries[i].index);
    }
  }
  return first;
}

// NOLINTNEXTLINE(misc-no-recursion)
Value AmongMany(Value object) {
  const Value first = FirstRepeated(object);
  for (Member member : object.members()) {
    if (first && member.key.index() == first.index()) break;
    if (IsContainer(member.value)) {
      if (Value key = Within(member.value)) return key;
    }
  }
  return first;
}

// NOLINTNEXTLINE(misc-no-recursion)
Value Within(Value container) {
  if (container.is_object()) {
    return container.size() <= kFewMembers ? AmongFew(container) : AmongMany(container);
  }
  for (Value element : container.elements()) {
    if (!IsContainer(element)) continue;
    if (Value key = Within(element)) return key;
  }
  return {};
}

}  // namespace

Value FindDuplicateKey(Value root) { return IsContainer(root) ? Within(root) : Value(); }

}  // namespace jsonl::json

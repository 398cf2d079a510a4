#include "common/json/duplicate_keys.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>
#include <vector>

namespace jsonl::json {
namespace {

constexpr uint32_t kNone = 0xffffffff;
constexpr uint32_t kFewMembers = 24;  // up to here every pair of keys is compared

// The ends of the name and its length in one word: different words mean different names. Reads 8
// bytes, which are there: a parser's text and decoded strings have padding.
uint64_t Signature(std::string_view name) {
  uint64_t first;
  std::memcpy(&first, name.data(), 8);
  if (name.size() < 8)
    return (first & ((uint64_t{1} << (8 * name.size())) - 1)) ^ name.size() << 56;
  uint64_t last;
  std::memcpy(&last, name.data() + name.size() - 8, 8);
  return first + last * 0x9e3779b97f4a7c15 + name.size() * 0xd6e8feb86659fd93;
}

// The index of the first key of `object` that repeats another; kNone if there is none.
uint32_t AmongFew(Value object) {
  uint64_t signatures[kFewMembers];
  Value keys[kFewMembers];
  uint32_t size = 0;
  for (Member member : object.members()) {
    std::string_view name = member.name();
    uint64_t signature = Signature(name);
    for (uint32_t i = 0; i < size; ++i) {
      if (signatures[i] == signature && keys[i].string() == name) return member.key.index();
    }
    signatures[size] = signature;
    keys[size++] = member.key;
  }
  return kNone;
}

uint32_t AmongMany(Value object) {
  struct Entry {
    uint64_t signature;
    std::string_view name;
    uint32_t index;
  };
  std::vector<Entry> entries;
  entries.reserve(object.size());
  for (Member member : object.members()) {
    entries.push_back({Signature(member.name()), member.name(), member.key.index()});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.signature, a.name, a.index) < std::tie(b.signature, b.name, b.index);
  });
  uint32_t first = kNone;
  for (size_t i = 1; i < entries.size(); ++i) {
    const Entry& a = entries[i - 1];
    const Entry& b = entries[i];
    if (a.signature == b.signature && a.name == b.name) first = std::min(first, b.index);
  }
  return first;
}

}  // namespace

Value FindDuplicateKey(Value root) {
  const Document& document = root.document();
  uint32_t end = root.next();
  uint32_t first = kNone;
  // Past a key that repeats another, none can come before it.
  for (uint32_t i = root.index(); i < std::min(end, first); ++i) {
    Value value(document, i);
    if (!value.is_object() || value.size() < 2) continue;
    first = std::min(first, value.size() <= kFewMembers ? AmongFew(value) : AmongMany(value));
  }
  return first == kNone ? Value() : Value(document, first);
}

}  // namespace jsonl::json

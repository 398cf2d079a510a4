#include "common/schema/program.h"

#include <algorithm>

namespace jsonl::schema {
namespace {

template <typename... Vectors>
size_t BytesOf(const Vectors&... vectors) {
  return (... + (vectors.capacity() * sizeof(vectors[0])));
}

}  // namespace

size_t Program::MemoryUsage() const {
  constexpr size_t kDeque = 576;  // an empty one
  size_t bytes = sizeof(Program) + kDeque + text_size + dynamic_anchors.capacity() * 32;
  bytes += BytesOf(nodes, ops, children, lists, targets, names, value_sets, string_rules,
                   fingerprints, object_rules, pattern_schemas, array_rules, contains_rules,
                   dependencies, dependency_lists, if_rules, dynamic_refs, limits, limit_lists,
                   divisors, patterns, formats);
  for (const std::string& string : strings) bytes += sizeof(string) + string.capacity();
  for (const PatternRule& rule : patterns) bytes += rule.pattern->MemoryUsage();
  return bytes;
}

bool NameOrder(const NameEntry& a, const NameEntry& b) {
  if (a.name.word() != b.name.word()) return a.name.word() < b.name.word();
  return a.name.text() < b.name.text();
}

const NameEntry* SearchName(const Program& program, Range range, std::string_view text,
                            uint32_t* guess) {
  const json::Name name = text;
  const NameEntry* const begin = program.names.data() + range.begin;
  const uint32_t size = range.size();
  if (size <= kLinearNames) {
    uint32_t at = *guess;
    for (uint32_t tried = 0; tried < size; ++tried, ++at) {
      if (at >= size) at = 0;
      if (begin[at].name == name) {
        *guess = at + 1;
        return begin + at;
      }
    }
    return nullptr;
  }
  NameEntry wanted;
  wanted.name = name;
  const NameEntry* it = std::lower_bound(begin, begin + size, wanted, NameOrder);
  return it != begin + size && it->name == name ? it : nullptr;
}

}  // namespace jsonl::schema

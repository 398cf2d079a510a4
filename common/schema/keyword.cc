#include "common/schema/keyword.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/json/name.h"

namespace jsonl::schema {
namespace {

enum Dialects : uint8_t { kOnlyDraft07, kOnly202012, kBoth };

struct Row {
  json::Name name;
  Dialects dialects;
};

// In the order of the enumeration. "$defs" is where draft-07 schemas of today have definitions,
// too, and "definitions" is still common in those of 2020-12 (Core, appendix G).
constexpr Row kRows[] = {
    {"additionalItems", kOnlyDraft07},
    {"additionalProperties", kBoth},
    {"allOf", kBoth},
    {"$anchor", kOnly202012},
    {"anyOf", kBoth},
    {"const", kBoth},
    {"contains", kBoth},
    {"definitions", kBoth},
    {"$defs", kBoth},
    {"dependencies", kOnlyDraft07},
    {"dependentRequired", kOnly202012},
    {"dependentSchemas", kOnly202012},
    {"$dynamicAnchor", kOnly202012},
    {"$dynamicRef", kOnly202012},
    {"else", kBoth},
    {"enum", kBoth},
    {"exclusiveMaximum", kBoth},
    {"exclusiveMinimum", kBoth},
    {"format", kBoth},
    {"$id", kBoth},
    {"if", kBoth},
    {"items", kBoth},
    {"maxContains", kOnly202012},
    {"maxItems", kBoth},
    {"maxLength", kBoth},
    {"maxProperties", kBoth},
    {"maximum", kBoth},
    {"minContains", kOnly202012},
    {"minItems", kBoth},
    {"minLength", kBoth},
    {"minProperties", kBoth},
    {"minimum", kBoth},
    {"multipleOf", kBoth},
    {"not", kBoth},
    {"oneOf", kBoth},
    {"pattern", kBoth},
    {"patternProperties", kBoth},
    {"prefixItems", kOnly202012},
    {"properties", kBoth},
    {"propertyNames", kBoth},
    {"$ref", kBoth},
    {"required", kBoth},
    {"$schema", kBoth},
    {"then", kBoth},
    {"type", kBoth},
    {"unevaluatedItems", kOnly202012},
    {"unevaluatedProperties", kOnly202012},
    {"uniqueItems", kBoth},
};
static_assert(std::size(kRows) == kKeywordCount);

struct Entry {
  json::Name name;
  uint8_t row = 0;
};

constexpr auto kByWord = [] {
  std::array<Entry, kKeywordCount> entries;
  for (size_t i = 0; i < entries.size(); ++i) entries[i] = {kRows[i].name, static_cast<uint8_t>(i)};
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name.word() < b.name.word(); });
  return entries;
}();

}  // namespace

Keyword FindKeyword(std::string_view name, Dialect dialect) {
  const json::Name wanted(name);
  const auto* it =
      std::lower_bound(kByWord.begin(), kByWord.end(), wanted.word(),
                       [](const Entry& entry, uint64_t word) { return entry.name.word() < word; });
  if (it == kByWord.end() || !(it->name == wanted)) return Keyword::kNone;
  const Dialects other = dialect == Dialect::kDraft07 ? kOnly202012 : kOnlyDraft07;
  return kRows[it->row].dialects == other ? Keyword::kNone : static_cast<Keyword>(it->row);
}

std::string_view KeywordName(Keyword keyword) {
  return keyword == Keyword::kNone ? "" : kRows[static_cast<size_t>(keyword)].name.text();
}

}  // namespace jsonl::schema

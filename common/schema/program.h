// A compiled schema: flat tables that an Evaluation runs over an instance.
//
// Every subschema is a node, every node a range of ops, and an op one keyword's demand (or that of
// several keywords that are looked at together, as properties and required are).

#ifndef JSONL_COMMON_SCHEMA_PROGRAM_H_
#define JSONL_COMMON_SCHEMA_PROGRAM_H_

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/json/name.h"
#include "common/schema/formats/format.h"
#include "common/schema/keyword.h"
#include "common/schema/number.h"
#include "common/schema/pattern.h"

namespace jsonl::schema {

// Sets of types. A number is in it when kNumbers is, or kIntegers and it is an integer.
using TypeSet = uint8_t;
constexpr TypeSet Only(json::Type type) {
  return static_cast<TypeSet>(1u << static_cast<unsigned>(type));
}
constexpr TypeSet kNumbers = Only(json::Type::kNumber);
constexpr TypeSet kStrings = Only(json::Type::kString);
constexpr TypeSet kArrays = Only(json::Type::kArray);
constexpr TypeSet kObjects = Only(json::Type::kObject);
constexpr TypeSet kIntegers = 1 << 6;
constexpr TypeSet kAllTypes = 0x3f;

// The set of a value's type, by its first byte.
inline TypeSet TypeOf(json::Value value) {
  static constexpr auto kSets = [] {
    std::array<TypeSet, 256> sets;
    sets.fill(kNumbers);
    sets['{'] = kObjects;
    sets['['] = kArrays;
    sets['"'] = kStrings;
    sets['t'] = sets['f'] = Only(json::Type::kBool);
    sets['n'] = Only(json::Type::kNull);
    return sets;
  }();
  return kSets[static_cast<unsigned char>(*value.raw().data())];
}

using NodeId = uint32_t;
constexpr NodeId kTrueNode = 0;   // the schema true
constexpr NodeId kFalseNode = 1;  // the schema false
constexpr NodeId kNoNode = 0xffffffff;

// A range of one of the tables.
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
};

struct Op {
  Keyword keyword;     // of several, the first
  TypeSet types;       // of instances that it is about
  uint32_t index = 0;  // into the table of the keyword
  uint64_t limit = 0;  // of keywords that count
};

struct Node {
  Range ops;
  TypeSet types = kAllTypes;
  bool collects = false;  // has unevaluatedItems or unevaluatedProperties
  bool scoped = false;    // ... or the program has a $dynamicRef: evaluated in a scope
  uint32_t resource = 0;

  // What can be told without a look at the ops.
  static constexpr uint32_t kNone = 0xffffffff;
  TypeSet plain = kAllTypes;      // of these types all instances are valid
  Range plain_sizes;              // strings of so many bytes are valid, whatever they say
  uint32_t string_rule = kNone;   // all that is demanded of a string
  uint32_t plain_object = kNone;  // all that is demanded of an object, an ObjectRule that IsPlain
};

// enum and const.
struct ValueSet {
  Range strings;       // in `names`
  Range fingerprints;  // of the other values; sorted
  std::string_view shown;
};

// minLength, maxLength, pattern and format.
struct StringRule {
  static constexpr uint32_t kNone = 0xffffffff;

  uint64_t min = 0;  // code points
  uint64_t max = UINT64_MAX;
  uint32_t pattern = kNone;  // in `patterns`
  uint32_t format = kNone;   // in `formats`
};

// A name that properties, required or enum give.
struct NameEntry {
  static constexpr uint32_t kNotRequired = 0xffffffff;

  json::Name name;
  NodeId node = kNoNode;             // what properties says of it
  uint32_t required = kNotRequired;  // its number among the required ones
  uint64_t required_bit = 0;         // bit n for number n, where there is one
};

// properties, patternProperties, additionalProperties and required.
struct ObjectRule {
  Range names;
  Range patterns;  // in `pattern_schemas`
  uint32_t required_count = 0;
  NodeId additional = kNoNode;
  static constexpr uint32_t kBits = 64;
  uint64_t required_bits = 0;  // those of the names

  // Without patterns, and with no more required names than bits.
  bool IsPlain() const { return patterns.size() == 0 && required_count <= kBits; }
};

struct PatternSchema {
  uint32_t pattern;
  NodeId node;
};

// items and additionalItems, or prefixItems and items.
struct ArrayRule {
  Range prefix;  // in `children`
  NodeId rest = kNoNode;
  Keyword rest_keyword = Keyword::kItems;
};

struct ContainsRule {
  NodeId node;
  uint64_t min = 1;
  uint64_t max = UINT64_MAX;
  bool marks = false;  // what it finds is evaluated (2020-12)
};

// One member of dependencies, dependentRequired or dependentSchemas.
struct Dependency {
  json::Name name;
  Range required;  // in `names`
  NodeId node = kTrueNode;
};

struct IfRule {
  NodeId condition;
  NodeId then;
  NodeId otherwise;
};

struct DynamicRef {
  NodeId target;
  uint64_t anchor = 0;  // 0: no $dynamicAnchor, so that it is a $ref
};

struct PatternRule {
  std::unique_ptr<Pattern> pattern;
  std::string_view text;
};

struct FormatRule {
  FormatCheck check;
  std::string_view name;
};

// minimum, maximum, exclusiveMinimum or exclusiveMaximum.
struct Limit {
  Keyword keyword;
  Number number;
};

struct DivisorRule {
  Divisor divisor;
  std::string_view text;
};

struct Program {
  NodeId root = kTrueNode;
  std::vector<Node> nodes;
  std::vector<Op> ops;
  std::vector<NodeId> children;  // allOf, anyOf, oneOf, prefixes of items
  std::vector<Range> lists;      // allOf, anyOf, oneOf: in `children`
  std::vector<NodeId> targets;   // not, propertyNames, unevaluated..., $ref
  std::vector<NameEntry> names;
  std::vector<ValueSet> value_sets;
  std::vector<StringRule> string_rules;
  std::vector<hash::Fingerprint> fingerprints;
  std::vector<ObjectRule> object_rules;
  std::vector<PatternSchema> pattern_schemas;
  std::vector<ArrayRule> array_rules;
  std::vector<ContainsRule> contains_rules;
  std::vector<Dependency> dependencies;
  std::vector<Range> dependency_lists;  // in `dependencies`
  std::vector<IfRule> if_rules;
  std::vector<DynamicRef> dynamic_refs;
  std::vector<Limit> limits;
  std::vector<Range> limit_lists;  // in `limits`
  std::vector<DivisorRule> divisors;
  std::vector<PatternRule> patterns;
  std::vector<FormatRule> formats;
  // The node of a $dynamicAnchor: by resource and AnchorId.
  absl::flat_hash_map<std::pair<uint32_t, uint64_t>, NodeId> dynamic_anchors;

  // What the views above refer to.
  std::unique_ptr<char[]> text;
  size_t text_size = 0;
  std::deque<std::string> strings;

  // The bytes of memory that it takes, with patterns that were all used.
  size_t MemoryUsage() const;
};

// What dynamic_anchors know a name by.
inline uint64_t AnchorId(std::string_view name) { return hash::Hash(name).low | 1; }

// The entry of that name in a range of `names`, or null. Ranges of up to kLinearNames are searched
// from `guess` on, an index into the range, which is moved past what is found; longer ones are
// sorted by NameOrder.
constexpr uint32_t kLinearNames = 16;
const NameEntry* SearchName(const Program& program, Range range, std::string_view name,
                            uint32_t* guess);
inline const NameEntry* FindName(const Program& program, Range range, std::string_view name,
                                 uint32_t* guess) {
  if (*guess < range.size()) {
    const NameEntry* entry = program.names.data() + range.begin + *guess;
    if (entry->name.Is(name)) {
      ++*guess;
      return entry;
    }
  }
  return SearchName(program, range, name, guess);
}

// Orders by word, then by text.
bool NameOrder(const NameEntry& a, const NameEntry& b);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_PROGRAM_H_

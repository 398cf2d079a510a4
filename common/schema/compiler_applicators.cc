#include <algorithm>

#include "common/schema/compiler.h"

namespace jsonl::schema {
namespace {

uint32_t SizeOf(const auto& table) { return static_cast<uint32_t>(table.size()); }

}  // namespace

// NOLINTBEGIN(misc-no-recursion): as deep as the parser lets a document be.

void Compiler::CompileObjects(const Keywords& keywords, Scope scope) {
  ObjectRule rule;
  CompileNames(keywords, scope, &rule);
  std::vector<PatternSchema> schemas;
  const json::Value patterns = Get(keywords, Keyword::kPatternProperties);
  if (patterns && !failed() && Is(patterns, json::Type::kObject)) {
    for (json::Member member : patterns.members()) {
      auto pattern = CompilePattern(member.value, Keep(member.key));
      if (!pattern) return;
      schemas.push_back({*pattern, Compile(member.value, scope)});
    }
  }
  rule.patterns.begin = SizeOf(program_->pattern_schemas);
  program_->pattern_schemas.insert(program_->pattern_schemas.end(), schemas.begin(), schemas.end());
  rule.patterns.end = SizeOf(program_->pattern_schemas);
  if (auto additional = Get(keywords, Keyword::kAdditionalProperties)) {
    rule.additional = Compile(additional, scope);
  }
  if (rule.names.size() > 0 || rule.patterns.size() > 0 || rule.additional != kNoNode) {
    Push({Keyword::kProperties, kObjects, SizeOf(program_->object_rules)});
    program_->object_rules.push_back(rule);
  }
  for (Keyword keyword :
       {Keyword::kDependencies, Keyword::kDependentRequired, Keyword::kDependentSchemas}) {
    if (auto value = Get(keywords, keyword)) CompileDependencies(value, keyword, scope);
  }
  CompileTarget(Get(keywords, Keyword::kPropertyNames), Keyword::kPropertyNames, kObjects, scope);
}

// One entry a name, whether properties gives it, required or both.
void Compiler::CompileNames(const Keywords& keywords, Scope scope, ObjectRule* rule) {
  const json::Value properties = Get(keywords, Keyword::kProperties);
  const json::Value required = Get(keywords, Keyword::kRequired);
  std::vector<NameEntry> entries;
  if (properties && !failed() && Is(properties, json::Type::kObject)) {
    entries.reserve(properties.size());
    for (json::Member member : properties.members()) {
      entries.push_back({Keep(member.key), Compile(member.value, scope)});
    }
  }
  if (required && !failed() && Is(required, json::Type::kArray)) {
    for (json::Value name : required.elements()) {
      if (!Is(name, json::Type::kString)) return;
      entries.push_back({Keep(name), kNoNode, 0});
    }
  }
  if (failed()) return;
  // Merge entries of the same name; the order of the schema is kept where that is searched.
  if (entries.size() > kLinearNames) std::stable_sort(entries.begin(), entries.end(), NameOrder);
  std::vector<NameEntry> merged;
  for (const NameEntry& entry : entries) {
    auto first =
        entries.size() > kLinearNames && !merged.empty() ? merged.end() - 1 : merged.begin();
    auto same = std::find_if(first, merged.end(),
                             [&entry](const NameEntry& other) { return other.name == entry.name; });
    if (same == merged.end())
      same = merged.insert(merged.end(), NameEntry{entry.name, kNoNode, NameEntry::kNotRequired});
    if (entry.required != NameEntry::kNotRequired) same->required = 0;
    if (same->node == kNoNode) same->node = entry.node;
  }
  for (NameEntry& entry : merged) {
    if (entry.required == NameEntry::kNotRequired) continue;
    entry.required = rule->required_count++;
    if (entry.required < ObjectRule::kBits) entry.required_bit = uint64_t{1} << entry.required;
    rule->required_bits |= entry.required_bit;
  }
  rule->names.begin = SizeOf(program_->names);
  program_->names.insert(program_->names.end(), merged.begin(), merged.end());
  rule->names.end = SizeOf(program_->names);
}

Range Compiler::CompileList(json::Value array, Scope scope) {
  std::vector<NodeId> nodes;
  nodes.reserve(array.size());
  for (json::Value schema : array.elements()) nodes.push_back(Compile(schema, scope));
  const uint32_t begin = SizeOf(program_->children);
  program_->children.insert(program_->children.end(), nodes.begin(), nodes.end());
  return {begin, SizeOf(program_->children)};
}

void Compiler::CompileArrays(const Keywords& keywords, Scope scope) {
  const json::Value unique = Get(keywords, Keyword::kUniqueItems);
  if (unique && !failed() && Is(unique, json::Type::kBool) && unique.boolean()) {
    Push({Keyword::kUniqueItems, kArrays});
  }
  ArrayRule rule;
  const json::Value items = Get(keywords, Keyword::kItems);
  const json::Value prefix = Get(keywords, Keyword::kPrefixItems);
  if (items && items.is_array() && scope.dialect == Dialect::kDraft07) {
    rule.prefix = CompileList(items, scope);
    rule.rest_keyword = Keyword::kAdditionalItems;
    if (auto rest = Get(keywords, Keyword::kAdditionalItems)) rule.rest = Compile(rest, scope);
  } else if (items) {
    rule.rest = Compile(items, scope);
  }
  if (prefix && !failed() && Is(prefix, json::Type::kArray))
    rule.prefix = CompileList(prefix, scope);
  if (rule.prefix.size() > 0 || rule.rest != kNoNode) {
    Push({Keyword::kItems, kArrays, SizeOf(program_->array_rules)});
    program_->array_rules.push_back(rule);
  }
  CompileContains(keywords, scope);
}

void Compiler::CompileContains(const Keywords& keywords, Scope scope) {
  const json::Value contains = Get(keywords, Keyword::kContains);
  if (!contains || failed()) return;
  ContainsRule rule{Compile(contains, scope)};
  rule.marks = scope.dialect == Dialect::k202012;
  const json::Value min = Get(keywords, Keyword::kMinContains);
  const json::Value max = Get(keywords, Keyword::kMaxContains);
  if (min) rule.min = Count(min).value_or(0);
  if (max && !failed()) rule.max = Count(max).value_or(0);
  Push({Keyword::kContains, kArrays, SizeOf(program_->contains_rules)});
  program_->contains_rules.push_back(rule);
}

Range Compiler::NamesOf(json::Value array) {
  const uint32_t begin = SizeOf(program_->names);
  for (json::Value name : array.elements()) {
    if (!Is(name, json::Type::kString)) break;
    NameEntry entry;
    entry.name = Keep(name);
    program_->names.push_back(entry);
  }
  return {begin, SizeOf(program_->names)};
}

void Compiler::CompileDependencies(json::Value value, Keyword keyword, Scope scope) {
  if (failed() || !Is(value, json::Type::kObject)) return;
  std::vector<Dependency> list;
  for (json::Member member : value.members()) {
    Dependency dependency{Keep(member.key), {}, kTrueNode};
    const bool names = keyword == Keyword::kDependentRequired ||
                       (keyword == Keyword::kDependencies && member.value.is_array());
    if (names && !Is(member.value, json::Type::kArray)) return;
    if (names) {
      dependency.required = NamesOf(member.value);
    } else {
      dependency.node = Compile(member.value, scope);
    }
    if (failed()) return;
    list.push_back(dependency);
  }
  Push({keyword, kObjects, SizeOf(program_->dependency_lists)});
  const uint32_t begin = SizeOf(program_->dependencies);
  program_->dependencies.insert(program_->dependencies.end(), list.begin(), list.end());
  program_->dependency_lists.push_back({begin, SizeOf(program_->dependencies)});
}

void Compiler::CompileTarget(json::Value schema, Keyword keyword, TypeSet types, Scope scope) {
  if (!schema || failed()) return;
  const NodeId node = Compile(schema, scope);
  Push({keyword, types, SizeOf(program_->targets)});
  program_->targets.push_back(node);
}

void Compiler::CompileLogic(const Keywords& keywords, Scope scope) {
  for (Keyword keyword : {Keyword::kAllOf, Keyword::kAnyOf, Keyword::kOneOf}) {
    const json::Value array = Get(keywords, keyword);
    if (!array || failed() || !Is(array, json::Type::kArray)) continue;
    if (array.size() == 0) return Fail(array, "must not be empty");
    const Range list = CompileList(array, scope);
    Push({keyword, kAllTypes, SizeOf(program_->lists)});
    program_->lists.push_back(list);
  }
  CompileTarget(Get(keywords, Keyword::kNot), Keyword::kNot, kAllTypes, scope);
  // then and else are checked even where there is no if.
  auto branch = [&](Keyword keyword) {
    const json::Value schema = Get(keywords, keyword);
    return schema ? Compile(schema, scope) : kTrueNode;
  };
  IfRule rule{branch(Keyword::kIf), branch(Keyword::kThen), branch(Keyword::kElse)};
  if (!Get(keywords, Keyword::kIf)) return;
  Push({Keyword::kIf, kAllTypes, SizeOf(program_->if_rules)});
  program_->if_rules.push_back(rule);
}

void Compiler::CompileUnevaluated(const Keywords& keywords, Scope scope, Node* node) {
  const json::Value items = Get(keywords, Keyword::kUnevaluatedItems);
  const json::Value properties = Get(keywords, Keyword::kUnevaluatedProperties);
  CompileTarget(items, Keyword::kUnevaluatedItems, kArrays, scope);
  CompileTarget(properties, Keyword::kUnevaluatedProperties, kObjects, scope);
  node->collects = items || properties;
}

// NOLINTEND(misc-no-recursion)

}  // namespace jsonl::schema

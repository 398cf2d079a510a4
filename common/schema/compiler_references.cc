#include <algorithm>

#include "common/json/pointer.h"
#include "common/schema/compiler.h"
#include "common/schema/metaschemas.h"
#include "common/schema/uri.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::schema {

void Compiler::AddRef(json::Value ref, bool dynamic, Scope scope) {
  if (failed() || !Is(ref, json::Type::kString)) return;
  const Keyword keyword = dynamic ? Keyword::kDynamicRef : Keyword::kRef;
  const size_t index = dynamic ? program_->dynamic_refs.size() : program_->targets.size();
  if (dynamic) {
    program_->dynamic_refs.push_back({kFalseNode});
  } else {
    program_->targets.push_back(kFalseNode);
  }
  Push({keyword, kAllTypes, static_cast<uint32_t>(index)});
  pending_refs_.push_back({ref, scope, static_cast<uint32_t>(index), dynamic});
}

// What a reference leads to may have references of its own.
void Compiler::ResolveRefs() {
  for (size_t i = 0; i < pending_refs_.size() && !failed(); ++i) {
    const PendingRef ref = pending_refs_[i];
    Resolve(ref);
  }
}

std::optional<ResourceId> Compiler::FindResource(std::string_view uri) {
  if (auto known = references_.Find(uri)) return known;
  const json::Value metaschema = FindMetaschema(uri);
  if (!metaschema) return std::nullopt;
  Compile(metaschema, {});
  return references_.Find(uri);
}

void Compiler::Resolve(const PendingRef& ref) {
  const std::string_view text = ref.value.string();
  const UriParts parts = SplitUri(text);
  const std::string fragment = PercentDecode(parts.fragment.value_or(""));
  ResourceId resource = ref.scope.resource;
  if (text.size() > 0 && text[0] != '#') {
    const std::string_view reference = text.substr(0, text.find('#'));
    constexpr size_t kMaxUri =
        2048;  // so that many references to a long one take no quadratic time
    std::optional<ResourceId> found;
    if (reference.size() <= kMaxUri) {
      found = FindResource(ResolveUri(references_.resource(resource).uri, reference));
    }
    if (!found) {
      return Fail(ref.value, text::Cat("refers to ", text::Shortened(ref.value.raw()),
                                       ", which is not in this schema; others are never fetched"));
    }
    resource = *found;
  }
  const References::Target target = references_.Follow(resource, fragment);
  if (!target.value) {
    return Fail(ref.value, text::Cat("refers to ", text::Shortened(ref.value.raw()),
                                     ", which does not exist"));
  }
  // Its scope matters only where no keyword led to it before.
  const Scope scope{target.resource, references_.resource(target.resource).dialect};
  if (!target.value.is_object() && !target.value.is_bool()) {
    return Fail(ref.value, text::Cat("refers to ", json::TypeName(target.value.type()),
                                     ", which is no schema"));
  }
  const NodeId node = Compile(target.value, scope);
  if (!ref.dynamic) {
    program_->targets[ref.index] = node;
    return;
  }
  DynamicRef dynamic{node};
  const uint64_t anchor = AnchorId(fragment);
  auto it = program_->dynamic_anchors.find(std::pair<uint32_t, uint64_t>(target.resource, anchor));
  if (it != program_->dynamic_anchors.end() && it->second == node) dynamic.anchor = anchor;
  program_->dynamic_refs[ref.index] = dynamic;
}

void Compiler::AppendInPlace(NodeId node, std::vector<NodeId>* out) const {
  const Program& program = *program_;
  const Range ops = program.nodes[node].ops;
  for (uint32_t i = ops.begin; i < ops.end; ++i) {
    const Op& op = program.ops[i];
    switch (op.keyword) {
      case Keyword::kRef:
      case Keyword::kNot:
        out->push_back(program.targets[op.index]);
        break;
      case Keyword::kAllOf:
      case Keyword::kAnyOf:
      case Keyword::kOneOf: {
        const Range list = program.lists[op.index];
        out->insert(out->end(), program.children.begin() + list.begin,
                    program.children.begin() + list.end);
        break;
      }
      case Keyword::kIf: {
        const IfRule& rule = program.if_rules[op.index];
        out->insert(out->end(), {rule.condition, rule.then, rule.otherwise});
        break;
      }
      case Keyword::kDependencies:
      case Keyword::kDependentSchemas: {
        const Range list = program.dependency_lists[op.index];
        for (uint32_t d = list.begin; d < list.end; ++d) {
          out->push_back(program.dependencies[d].node);
        }
        break;
      }
      default:
        break;
    }
  }
}

// Schemas that apply one another to the same instance would never end.
void Compiler::FindCycles() {
  enum Colour : uint8_t { kUnseen, kOpen, kDone };
  std::vector<Colour> colours(program_->nodes.size(), kUnseen);
  struct Visit {
    NodeId node;
    size_t first;  // its children among `children`
  };
  std::vector<Visit> visits;
  std::vector<NodeId> children;  // of all open nodes, innermost last
  auto open = [&](NodeId node) {
    colours[node] = kOpen;
    visits.push_back({node, children.size()});
    AppendInPlace(node, &children);
  };
  for (NodeId start = 0; start < colours.size(); ++start) {
    if (colours[start] == kUnseen) open(start);
    while (!visits.empty()) {
      const auto [node, first] = visits.back();
      if (children.size() == first) {
        colours[node] = kDone;
        visits.pop_back();
        continue;
      }
      const NodeId child = children.back();
      children.pop_back();
      if (colours[child] == kUnseen) {
        open(child);
      } else if (colours[child] == kOpen) {
        const json::Value ref = places_[node].Find("$ref");
        return Fail(ref ? ref : places_[node],
                    "leads back to itself for the same instance, which would never end");
      }
    }
  }
}

// A schema that is nothing but a $ref is replaced by what it refers to, and one without demands by
// true. Where there is $dynamicRef, a node also says which resource is entered, and stays.
void Compiler::CollapseRefs() {
  Program& program = *program_;
  if (!program.dynamic_refs.empty()) return;
  std::vector<NodeId> alias(program.nodes.size());
  for (NodeId id = 0; id < alias.size(); ++id) {
    const Node& node = program.nodes[id];
    alias[id] = id;
    if (node.types != kAllTypes) continue;
    if (node.ops.size() == 0) alias[id] = kTrueNode;
    if (node.ops.size() == 1 && program.ops[node.ops.begin].keyword == Keyword::kRef) {
      alias[id] = program.targets[program.ops[node.ops.begin].index];
    }
  }
  auto follow = [&alias](NodeId* id) {
    if (*id == kNoNode) return;
    NodeId end = *id;
    while (alias[end] != end) end = alias[end];
    for (NodeId at = *id; at != end;) at = std::exchange(alias[at], end);
    *id = end;
  };
  follow(&program.root);
  for (NodeId& id : program.children) follow(&id);
  for (NodeId& id : program.targets) follow(&id);
  for (NameEntry& entry : program.names) follow(&entry.node);
  for (ObjectRule& rule : program.object_rules) follow(&rule.additional);
  for (PatternSchema& schema : program.pattern_schemas) follow(&schema.node);
  for (ArrayRule& rule : program.array_rules) follow(&rule.rest);
  for (ContainsRule& rule : program.contains_rules) follow(&rule.node);
  for (Dependency& dependency : program.dependencies) follow(&dependency.node);
  for (IfRule& rule : program.if_rules) {
    follow(&rule.condition);
    follow(&rule.then);
    follow(&rule.otherwise);
  }
}

}  // namespace jsonl::schema

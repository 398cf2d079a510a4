#include "common/schema/compiler.h"

#include <algorithm>
#include <cstring>

#include "absl/status/status.h"
#include "common/json/pointer.h"
#include "common/schema/uri.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::schema {
namespace {

constexpr size_t kMaxUri = 1024;
constexpr size_t kMaxResources = 10'000;

// The sizes in bytes of strings that satisfy the rule, whatever they say: a code point takes one to
// four bytes.
Range PlainSizes(const StringRule& rule) {
  if (rule.pattern != StringRule::kNone || rule.format != StringRule::kNone) return {};
  constexpr uint64_t kMost = UINT32_MAX / 4;
  const uint64_t begin = rule.min == 0 ? 0 : 4 * (std::min(rule.min, kMost) - 1) + 1;
  const uint64_t end = std::min(rule.max, uint64_t{UINT32_MAX - 1}) + 1;
  if (begin >= end) return {};
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Program>> Compiler::Run() {
  const std::string_view raw = root_.raw();
  program_->text.reset(new char[raw.size()]);
  std::memcpy(program_->text.get(), raw.data(), raw.size());
  program_->text_size = raw.size();
  program_->nodes.resize(2);
  program_->nodes[kFalseNode].types = 0;
  places_.resize(2);

  program_->root = Compile(root_, {});
  if (!failed()) ResolveRefs();
  if (!failed()) FindCycles();
  if (failed()) return absl::InvalidArgumentError(error_);
  CollapseRefs();
  FindPlain();
  return std::unique_ptr<const Program>(std::move(program_));
}

// What a node says of an instance without a look at its ops.
void Compiler::FindPlain() {
  for (Node& node : program_->nodes) {
    node.scoped = node.collects || !program_->dynamic_refs.empty();
    TypeSet asked = 0;
    std::vector<Op> of_strings;
    std::vector<Op> of_objects;
    for (uint32_t i = node.ops.begin; i < node.ops.end; ++i) {
      const Op& op = program_->ops[i];
      asked |= op.types;
      if ((op.types & kStrings) != 0) of_strings.push_back(op);
      if ((op.types & kObjects) != 0) of_objects.push_back(op);
    }
    node.plain = node.types & kAllTypes & static_cast<TypeSet>(~asked);
    const bool objects = (node.types & kObjects) != 0 && !node.scoped;
    if (objects && of_objects.size() == 1 && of_objects[0].keyword == Keyword::kProperties &&
        program_->object_rules[of_objects[0].index].IsPlain()) {
      node.plain_object = of_objects[0].index;
    }
    const bool strings = (node.types & kStrings) != 0;
    if (strings && of_strings.size() == 1 && of_strings[0].keyword == Keyword::kMinLength) {
      node.string_rule = of_strings[0].index;
      node.plain_sizes = PlainSizes(program_->string_rules[node.string_rule]);
    }
  }
}

void Compiler::Fail(json::Value place, std::string_view reason) {
  if (failed()) return;
  std::string pointer;
  if (&place.document() == &root_.document()) pointer = json::PointerTo(root_, place.index());
  error_ = text::Cat(pointer.empty() ? "the schema" : std::string_view(pointer), ": ", reason);
}

bool Compiler::Is(json::Value value, json::Type type) {
  if (value.type() == type) return true;
  Fail(value,
       text::Cat("must be ", json::TypeName(type), ", found ", json::TypeName(value.type())));
  return false;
}

std::string_view Compiler::KeepRaw(json::Value value) {
  // Metaschemas live as long as the program.
  if (&value.document() != &root_.document()) return value.raw();
  return {program_->text.get() + (value.begin() - root_.begin()), value.raw().size()};
}

std::string_view Compiler::Keep(json::Value string) {
  if (!string.as_written()) return program_->strings.emplace_back(string.string());
  const std::string_view raw = KeepRaw(string);
  return raw.substr(1, raw.size() - 2);
}

NodeId& Compiler::NodeOf(json::Value schema) {
  for (auto& [document, nodes] : nodes_of_) {
    if (document == &schema.document()) return nodes[schema.index()];
  }
  auto& [document, nodes] = nodes_of_.emplace_back(
      &schema.document(), std::vector<NodeId>(schema.document().size, kNoNode));
  return nodes[schema.index()];
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
NodeId Compiler::Compile(json::Value schema, Scope scope) {
  if (failed()) return kFalseNode;
  if (schema.is_bool()) return schema.boolean() ? kTrueNode : kFalseNode;
  if (!schema.is_object()) {
    Fail(schema, text::Cat("must be a schema (an object, true or false), found ",
                           json::TypeName(schema.type())));
    return kFalseNode;
  }
  const NodeId known = NodeOf(schema);
  return known != kNoNode ? known : CompileObject(schema, scope);
}

// NOLINTNEXTLINE(misc-no-recursion): as Compile.
NodeId Compiler::CompileObject(json::Value schema, Scope scope) {
  const auto id = static_cast<NodeId>(program_->nodes.size());
  NodeOf(schema) = id;
  program_->nodes.emplace_back();
  places_.push_back(schema);

  if (auto own = schema.Find("$schema"); own && !SetDialect(own, &scope.dialect)) return id;
  Keywords keywords;
  for (json::Member member : schema.members()) {
    const Keyword keyword = FindKeyword(member.name(), scope.dialect);
    if (keyword == Keyword::kNone) continue;
    json::Value& value = keywords[static_cast<size_t>(keyword)];
    if (!value) value = member.value;
  }
  // In draft-07 nothing beside a $ref counts (Core, section 8.3), but definitions may stand there.
  const json::Value ref = Get(keywords, Keyword::kRef);
  if (scope.dialect == Dialect::kDraft07 && ref) {
    const json::Value definitions = Get(keywords, Keyword::kDefinitions);
    const json::Value defs = Get(keywords, Keyword::kDefs);
    keywords = {};
    keywords[static_cast<size_t>(Keyword::kRef)] = ref;
    keywords[static_cast<size_t>(Keyword::kDefinitions)] = definitions;
    keywords[static_cast<size_t>(Keyword::kDefs)] = defs;
  }
  if (!Enter(schema, keywords, &scope)) return id;
  const size_t first = pending_ops_.size();
  Node node;
  node.resource = scope.resource;
  CompileKeywords(keywords, scope, &node);
  node.ops.begin = static_cast<uint32_t>(program_->ops.size());
  program_->ops.insert(program_->ops.end(), pending_ops_.begin() + static_cast<ptrdiff_t>(first),
                       pending_ops_.end());
  pending_ops_.resize(first);
  node.ops.end = static_cast<uint32_t>(program_->ops.size());
  program_->nodes[id] = node;
  return id;
}

// Cheap demands come first, and unevaluated... last, since it asks what the others have looked at.
// NOLINTNEXTLINE(misc-no-recursion): as Compile.
void Compiler::CompileKeywords(const Keywords& keywords, Scope scope, Node* node) {
  if (auto type = Get(keywords, Keyword::kType)) CompileTypes(type, node);
  CompileValues(keywords);
  CompileNumbers(keywords);
  CompileCounts(keywords);
  CompileStrings(keywords);
  CompileObjects(keywords, scope);
  CompileArrays(keywords, scope);
  if (auto ref = Get(keywords, Keyword::kRef)) AddRef(ref, /*dynamic=*/false, scope);
  if (auto ref = Get(keywords, Keyword::kDynamicRef)) AddRef(ref, /*dynamic=*/true, scope);
  CompileLogic(keywords, scope);
  CompileUnevaluated(keywords, scope, node);
  CompileDefinitions(Get(keywords, Keyword::kDefinitions), scope);
  CompileDefinitions(Get(keywords, Keyword::kDefs), scope);
}

// NOLINTNEXTLINE(misc-no-recursion): as Compile.
void Compiler::CompileDefinitions(json::Value definitions, Scope scope) {
  if (!definitions || failed() || !Is(definitions, json::Type::kObject)) return;
  for (json::Member member : definitions.members()) Compile(member.value, scope);
}

bool Compiler::SetDialect(json::Value value, Dialect* dialect) {
  if (!Is(value, json::Type::kString)) return false;
  std::string_view uri = value.string();
  if (uri.ends_with('#')) uri.remove_suffix(1);
  if (uri.starts_with("http://")) uri.remove_prefix(7);
  if (uri.starts_with("https://")) uri.remove_prefix(8);
  // Draft-06 says less than draft-07, and nothing else.
  if (uri == "json-schema.org/draft-07/schema" || uri == "json-schema.org/draft-06/schema") {
    *dialect = Dialect::kDraft07;
  } else if (uri == "json-schema.org/draft/2020-12/schema") {
    *dialect = Dialect::k202012;
  } else {
    Fail(value,
         text::Cat("must be the URI of draft-07 or 2020-12, found ", text::Shortened(value.raw())));
    return false;
  }
  return true;
}

// Notes what names the schema, and enters the resource that an $id starts.
bool Compiler::Enter(json::Value schema, const Keywords& keywords, Scope* scope) {
  const bool root = scope->resource == kNoResource;
  const json::Value id = Get(keywords, Keyword::kId);
  if (id && !Is(id, json::Type::kString)) return false;
  const UriParts parts = SplitUri(id ? id.string() : std::string_view());
  const std::string_view fragment = parts.fragment.value_or("");
  const std::string_view uri = id ? id.string().substr(0, id.string().find('#')) : "";
  if (!fragment.empty() && scope->dialect == Dialect::k202012) {
    Fail(id, "must have no fragment");
    return false;
  }
  if (root || !uri.empty()) {
    std::string full = ResolveUri(root ? "" : references_.resource(scope->resource).uri,
                                  uri.substr(0, kMaxUri + 1));
    if (full.size() > kMaxUri) Fail(id, text::Cat("is longer than ", kMaxUri, " bytes"));
    if (references_.size() >= kMaxResources) {
      Fail(id, text::Cat("is one of more than ", kMaxResources));
    }
    if (failed()) return false;
    scope->resource = references_.Add({std::move(full), schema, scope->dialect});
  }
  // The anchor of draft-07 (Core, section 8.2.3).
  if (uri.empty() && !fragment.empty()) references_.AddAnchor(scope->resource, fragment, schema);
  AddAnchors(schema, keywords, *scope);
  return !failed();
}

void Compiler::AddAnchors(json::Value schema, const Keywords& keywords, Scope scope) {
  for (Keyword keyword : {Keyword::kAnchor, Keyword::kDynamicAnchor}) {
    const json::Value anchor = Get(keywords, keyword);
    if (!anchor || !Is(anchor, json::Type::kString)) continue;
    references_.AddAnchor(scope.resource, anchor.string(), schema);
    if (keyword == Keyword::kDynamicAnchor) {
      program_->dynamic_anchors.emplace(
          std::pair<uint32_t, uint64_t>(scope.resource, AnchorId(anchor.string())), NodeOf(schema));
    }
  }
}

}  // namespace jsonl::schema

#include "common/schema/evaluation.h"

#include <algorithm>
#include <utility>

#include "common/json/pointer.h"
#include "common/schema/messages.h"
#include "common/schema/number.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

// Further violations of one instance are not listed.
constexpr size_t kMaxListed = 1'000;
constexpr size_t kMaxListedBytes = 1 << 20;

bool IsOfType(TypeSet types, json::Value value) {
  if ((types & TypeOf(value)) != 0) return true;
  return (types & kIntegers) != 0 && value.is_number() && Number(value.raw()).IsInteger();
}

}  // namespace

Violation Evaluation::NotChecked() const {
  return {"", "",
          too_deep_
              ? text::Cat("not checked: the schema asks for more than ", kMaxDepth,
                          " schemas within one another")
              : text::Cat("not checked: the schema asks for more than ", max_steps_, " steps")};
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kMaxDepth.
bool Evaluation::EvaluateNode(const Node& node, json::Value value, bool track) {
  ++steps_;
  if (value.is_string() && node.string_rule != Node::kNone) {
    return ApplyString(program_.string_rules[node.string_rule], value);
  }
  if (value.is_object() && node.plain_object != Node::kNone && !reporting_ && !track) {
    return ApplyPlainObject(program_.object_rules[node.plain_object], value);
  }
  return EvaluateFully(node, value, track);
}

// NOLINTNEXTLINE(misc-no-recursion): as EvaluateNode.
bool Evaluation::EvaluateFully(const Node& node, json::Value value, bool track) {
  if (!IsOfType(node.types, value)) return FailType(node, value);
  if (!Enter()) return false;
  const bool valid =
      node.scoped ? EvaluateInScope(node, value, track) : EvaluateOps(node, value, track);
  --depth_;
  return valid;
}

// NOLINTNEXTLINE(misc-no-recursion): as EvaluateNode.
bool Evaluation::EvaluateInScope(const Node& node, json::Value value, bool track) {
  const Resource entered{resources_, node.resource};
  if (resources_ == nullptr || resources_->id != node.resource) resources_ = &entered;
  const size_t outer_trail = trail_begin_;
  if (node.collects) trail_begin_ = trail_.size();
  const bool valid = EvaluateOps(node, value, track || node.collects);
  if (node.collects && !track) trail_.resize(trail_begin_);
  trail_begin_ = outer_trail;
  resources_ = entered.outer;
  return valid;
}

// NOLINTNEXTLINE(misc-no-recursion): as EvaluateNode.
inline bool Evaluation::EvaluateOps(const Node& node, json::Value value, bool track) {
  const TypeSet type = TypeOf(value);
  bool valid = true;
  const Op* const end = program_.ops.data() + node.ops.end;
  for (const Op* op = program_.ops.data() + node.ops.begin; op != end; ++op) {
    if ((op->types & type) == 0 || Apply(*op, value, track)) continue;
    valid = false;
    if (stops()) break;
  }
  return valid;
}

bool Evaluation::FailType(const Node& node, json::Value value) {
  if (&node == &program_.nodes[kFalseNode])
    return Fail(Keyword::kNone, [] { return "nothing is allowed here"; });
  return Fail(Keyword::kType, [&] {
    return text::Cat("must be ", TypeNames(node.types), ", found ",
                     value.is_string() ? std::string(json::TypeName(value.type())) : Shown(value));
  });
}

// NOLINTNEXTLINE(misc-no-recursion): as EvaluateNode.
bool Evaluation::Apply(const Op& op, json::Value value, bool track) {
  const Program& p = program_;
  switch (op.keyword) {
    case Keyword::kProperties:
      return ApplyObjectRule(p.object_rules[op.index], value, track);
    case Keyword::kMinLength:
      return ApplyString(p.string_rules[op.index], value);
    case Keyword::kEnum:
    case Keyword::kConst:
      return ApplyValues(op, value);
    case Keyword::kMinimum:
      return ApplyLimits(p.limit_lists[op.index], value);
    case Keyword::kMultipleOf:
      return ApplyMultipleOf(p.divisors[op.index], value);
    case Keyword::kMinItems:
    case Keyword::kMaxItems:
      return ApplyCount(op.keyword, op.limit, value.size(), "item");
    case Keyword::kMinProperties:
    case Keyword::kMaxProperties:
      return ApplyCount(op.keyword, op.limit, value.size(), "property");
    case Keyword::kItems:
      return ApplyArrayRule(p.array_rules[op.index], value, track);
    case Keyword::kContains:
      return ApplyContains(p.contains_rules[op.index], value, track);
    case Keyword::kUniqueItems:
      return ApplyUniqueItems(value);
    case Keyword::kPropertyNames:
      return ApplyPropertyNames(p.targets[op.index], value);
    case Keyword::kDependencies:
    case Keyword::kDependentRequired:
    case Keyword::kDependentSchemas:
      return ApplyDependencies(op, value, track);
    case Keyword::kRef:
      return Evaluate(p.targets[op.index], value, track);
    case Keyword::kDynamicRef:
      return ApplyDynamicRef(p.dynamic_refs[op.index], value, track);
    case Keyword::kAllOf:
      return ApplyAllOf(p.lists[op.index], value, track);
    case Keyword::kAnyOf:
      return ApplyAnyOf(p.lists[op.index], value, track);
    case Keyword::kOneOf:
      return ApplyOneOf(p.lists[op.index], value, track);
    case Keyword::kNot:
      return ApplyNot(p.targets[op.index], value);
    case Keyword::kIf:
      return ApplyIf(p.if_rules[op.index], value, track);
    case Keyword::kUnevaluatedItems:
    case Keyword::kUnevaluatedProperties:
      return ApplyUnevaluated(op, value, track);
    default:
      return true;  // no op is made of others
  }
}

// NOLINTNEXTLINE(misc-no-recursion): as EvaluateNode.
bool Evaluation::EvaluateAt(Keyword keyword, NodeId id, json::Value value, const Place& place) {
  place_ = &place;
  bool valid;
  if (id == kFalseNode) {
    valid = Fail(keyword, [&] {
      return place.key ? text::Cat("unexpected property ", Quoted(place.key.string()))
                       : text::Cat("unexpected item");
    });
  } else {
    valid = Evaluate(id, value, /*track=*/false);
  }
  place_ = place.parent;
  return valid;
}

// NOLINTNEXTLINE(misc-no-recursion): as EvaluateNode.
bool Evaluation::Test(NodeId id, json::Value value, bool track) {
  const bool reporting = std::exchange(reporting_, false);
  const size_t trail = trail_.size();
  const bool valid = Evaluate(id, value, track);
  if (!valid) trail_.resize(trail);
  reporting_ = reporting;
  return valid;
}

void Evaluation::Report(Keyword keyword, std::string message) {
  if (list_->size() > kMaxListed || listed_bytes_ > kMaxListedBytes) return;
  if (list_->size() == kMaxListed) {
    list_->push_back({"", "", "there are more violations, which are not listed"});
    return;
  }
  list_->push_back({Pointer(), KeywordName(keyword), std::move(message)});
  listed_bytes_ += list_->back().pointer.size() + list_->back().message.size();
  if (listed_bytes_ > kMaxListedBytes) {
    list_->push_back({"", "", "there may be more violations, which are not listed"});
  }
}

std::string Evaluation::Pointer() const {
  std::vector<const Place*> places;
  for (const Place* place = place_; place != nullptr; place = place->parent)
    places.push_back(place);
  std::string pointer;
  for (auto it = places.rbegin(); it != places.rend(); ++it) {
    if ((*it)->key) {
      json::AppendPointerToken((*it)->key.string(), &pointer);
    } else {
      text::Append(&pointer, "/", (*it)->position);
    }
  }
  return pointer;
}

}  // namespace jsonl::schema

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

}  // namespace

bool Evaluation::Run(json::Value instance) {
  const bool valid = Evaluate(program_.root, instance, /*track=*/false);
  if (!gave_up()) return valid;
  if (list_ != nullptr) {
    list_->clear();
    list_->push_back({"", "",
                      too_deep_ ? text::Cat("not checked: the schema asks for more than ",
                                            kMaxDepth, " schemas within one another")
                                : text::Cat("not checked: the schema asks for more than ",
                                            max_steps_, " steps")});
  }
  return false;
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kMaxDepth.
bool Evaluation::Evaluate(NodeId id, json::Value value, bool track) {
  if (id == kTrueNode) return true;
  const Node& node = program_.nodes[id];
  ++steps_;
  if (gave_up()) [[unlikely]]
    return false;
  const TypeSet type = Only(value.type());
  if ((node.types & type) == 0) {
    const bool integer =
        type == kNumbers && (node.types & kIntegers) != 0 && Number(value.raw()).IsInteger();
    if (!integer) {
      if (id == kFalseNode) return Fail(Keyword::kNone, [] { return "nothing is allowed here"; });
      return Fail(Keyword::kType, [&] {
        return text::Cat(
            "must be ", TypeNames(node.types), ", found ",
            value.is_string() ? std::string(json::TypeName(value.type())) : Shown(value));
      });
    }
  }
  if (node.ops.size() == 0) return true;
  if (++depth_ > kMaxDepth) [[unlikely]]
    too_deep_ = true;
  bool valid;
  if (!program_.dynamic_refs.empty() &&
      (resources_ == nullptr || resources_->id != node.resource)) {
    const Resource entered{resources_, node.resource};
    resources_ = &entered;
    valid = EvaluateOps(node, value, type, track);
    resources_ = entered.outer;
  } else {
    valid = EvaluateOps(node, value, type, track);
  }
  --depth_;
  return valid;
}

// NOLINTNEXTLINE(misc-no-recursion): as Evaluate.
bool Evaluation::EvaluateOps(const Node& node, json::Value value, TypeSet type, bool track) {
  const size_t trail = trail_.size();
  const bool inner_track = track || node.collects;
  bool valid = true;
  const Op* const end = program_.ops.data() + node.ops.end;
  for (const Op* op = program_.ops.data() + node.ops.begin; op != end; ++op) {
    if ((op->types & type) == 0 || Apply(*op, value, inner_track, trail)) continue;
    valid = false;
    if (!reporting_) break;
  }
  if (node.collects && !track) trail_.resize(trail);
  return valid;
}

// NOLINTNEXTLINE(misc-no-recursion): as Evaluate.
bool Evaluation::Apply(const Op& op, json::Value value, bool track, size_t trail) {
  const Program& p = program_;
  switch (op.keyword) {
    case Keyword::kProperties:
      return ApplyObjectRule(p.object_rules[op.index], value, track);
    case Keyword::kEnum:
    case Keyword::kConst:
      return ApplyValues(op, value);
    case Keyword::kMinimum:
    case Keyword::kMaximum:
    case Keyword::kExclusiveMinimum:
    case Keyword::kExclusiveMaximum:
    case Keyword::kMultipleOf:
      return ApplyNumber(op, value);
    case Keyword::kMinLength:
    case Keyword::kMaxLength:
    case Keyword::kPattern:
    case Keyword::kFormat:
      return ApplyString(op, value);
    case Keyword::kMinItems:
    case Keyword::kMaxItems:
      return ApplyCount(op, value.size(), "have", "item");
    case Keyword::kMinProperties:
    case Keyword::kMaxProperties:
      return ApplyCount(op, value.size(), "have", "property");
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
      return ApplyUnevaluated(op, value, track, trail);
    default:
      return true;  // no op is made of others
  }
}

// NOLINTNEXTLINE(misc-no-recursion): as Evaluate.
bool Evaluation::EvaluateMember(Keyword keyword, NodeId id, json::Member member) {
  if (!reporting_) return Evaluate(id, member.value, /*track=*/false);
  return EvaluateAt(keyword, id, member.value, {place_, member.key, 0});
}

// NOLINTNEXTLINE(misc-no-recursion): as Evaluate.
bool Evaluation::EvaluateElement(Keyword keyword, NodeId id, json::Value element,
                                 uint32_t position) {
  if (!reporting_) return Evaluate(id, element, /*track=*/false);
  return EvaluateAt(keyword, id, element, {place_, {}, position});
}

// NOLINTNEXTLINE(misc-no-recursion): as Evaluate.
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

// NOLINTNEXTLINE(misc-no-recursion): as Evaluate.
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

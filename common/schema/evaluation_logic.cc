// Keywords that apply schemas to the same instance, and what is left unevaluated.

#include <algorithm>
#include <cstdint>

#include "common/schema/evaluation.h"
#include "common/schema/messages.h"
#include "common/text/strings.h"

namespace jsonl::schema {

// NOLINTBEGIN(misc-no-recursion): bounded by Evaluation::kMaxDepth.

bool Evaluation::ApplyAllOf(Range list, json::Value value, bool track) {
  bool valid = true;
  Charge(list.size());
  for (uint32_t i = list.begin; i < list.end; ++i) {
    if (Evaluate(program_.children[i], value, track)) continue;
    valid = false;
    if (stops()) return false;
  }
  return valid;
}

bool Evaluation::ApplyAnyOf(Range list, json::Value value, bool track) {
  bool valid = false;
  for (uint32_t i = list.begin; i < list.end; ++i) {
    if (gave_up()) return false;
    if (!Test(program_.children[i], value, track)) continue;
    valid = true;
    if (!track) return true;
  }
  if (valid) return true;
  return Fail(Keyword::kAnyOf, [&] {
    ReportBranches(list, value);
    return text::Cat("matches none of the ", Counted(list.size(), "schema"), " of anyOf");
  });
}

bool Evaluation::ApplyOneOf(Range list, json::Value value, bool track) {
  uint32_t matching = 0;
  for (uint32_t i = list.begin; i < list.end; ++i) {
    matching += Test(program_.children[i], value, track);
    if (matching > 1 && stops()) return false;
  }
  if (matching == 1) return true;
  return Fail(Keyword::kOneOf, [&] {
    if (matching == 0) {
      ReportBranches(list, value);
      return text::Cat("matches none of the ", Counted(list.size(), "schema"), " of oneOf");
    }
    return text::Cat("matches ", matching, " of the ", Counted(list.size(), "schema"),
                     " of oneOf, must match exactly one");
  });
}

// Where only one of the schemas is for instances of this type, its violations tell more.
void Evaluation::ReportBranches(Range list, json::Value value) {
  const TypeSet type = TypeOf(value);
  NodeId only = kNoNode;
  for (uint32_t i = list.begin; i < list.end; ++i) {
    const NodeId id = program_.children[i];
    const TypeSet types = program_.nodes[id].types;
    const bool fits = (types & type) != 0 || (type == kNumbers && (types & kIntegers) != 0);
    if (!fits) continue;
    if (only != kNoNode) return;
    only = id;
  }
  if (only != kNoNode) Evaluate(only, value, /*track=*/false);
}

bool Evaluation::ApplyNot(NodeId id, json::Value value) {
  if (!Test(id, value, /*track=*/false)) return true;
  return Fail(Keyword::kNot, [] { return "matches the schema of not"; });
}

bool Evaluation::ApplyIf(const IfRule& rule, json::Value value, bool track) {
  return Evaluate(Test(rule.condition, value, track) ? rule.then : rule.otherwise, value, track);
}

// The outermost resource entered that has the anchor decides (Core 2020-12, section 8.2.3.2).
bool Evaluation::ApplyDynamicRef(const DynamicRef& ref, json::Value value, bool track) {
  NodeId target = ref.target;
  if (ref.anchor != 0) {
    for (const Resource* resource = resources_; resource != nullptr; resource = resource->outer) {
      ++steps_;
      auto it =
          program_.dynamic_anchors.find(std::pair<uint32_t, uint64_t>(resource->id, ref.anchor));
      if (it != program_.dynamic_anchors.end()) target = it->second;
    }
  }
  return Evaluate(target, value, track);
}

bool Evaluation::ApplyUnevaluated(const Op& op, json::Value value, bool track) {
  const NodeId id = program_.targets[op.index];
  const size_t trail = trail_begin_;
  const auto begin = trail_.begin() + static_cast<ptrdiff_t>(trail);
  Charge(static_cast<uint64_t>(trail_.end() - begin) + value.size());
  std::sort(begin, trail_.end());
  const size_t evaluated = trail_.size();
  auto is_evaluated = [this, trail, evaluated](json::Value child) {
    return std::binary_search(trail_.begin() + static_cast<ptrdiff_t>(trail),
                              trail_.begin() + static_cast<ptrdiff_t>(evaluated), child.index());
  };
  bool valid = true;
  auto look_at = [&](json::Value child, bool child_valid) {
    if (!child_valid) valid = false;
    if (track) trail_.push_back(child.index());
    return valid || !stops();
  };
  if (value.is_object()) {
    for (json::Member member : value.members()) {
      if (is_evaluated(member.value)) continue;
      if (!look_at(member.value, EvaluateMember(op.keyword, id, member))) return false;
    }
    return valid;
  }
  uint32_t position = 0;
  for (json::Value element : value.elements()) {
    if (!is_evaluated(element) &&
        !look_at(element, EvaluateElement(op.keyword, id, element, position))) {
      return false;
    }
    ++position;
  }
  return valid;
}

// NOLINTEND(misc-no-recursion)

}  // namespace jsonl::schema

// One run of a Program over one instance.

#ifndef JSONL_COMMON_SCHEMA_EVALUATION_H_
#define JSONL_COMMON_SCHEMA_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/schema/keyword.h"
#include "common/schema/program.h"
#include "common/schema/violation.h"

namespace jsonl::schema {

// Without a list of violations it stops at the first; with one it looks at all that is demanded of
// the instance, and says of anyOf, oneOf and not only that they failed.
//
// A step is one schema looked at for one value, a member looked up, or about 64 bytes compared.
// An evaluation that takes more steps than its bound, or more than kMaxDepth schemas within one
// another, gives up: the instance is then not valid, and its violations do not count.
class Evaluation {
 public:
  static constexpr uint32_t kMaxDepth = 4'096;

  Evaluation(const Program& program, uint64_t max_steps, std::vector<Violation>* violations)
      : program_(program),
        max_steps_(max_steps),
        list_(violations),
        reporting_(violations != nullptr) {}
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // Whether `instance` is valid; called once.
  bool Run(json::Value instance) {
    return Evaluate(program_.root, instance, /*track=*/false) && !gave_up();
  }
  bool gave_up() const { return too_deep_ || steps_ > max_steps_; }
  // The violation that says why it gave up.
  Violation NotChecked() const;

 private:
  // A way into the instance, from the inside out.
  struct Place {
    const Place* parent;
    json::Value key;    // of a member; absent for an element
    uint32_t position;  // of an element
  };
  // The dynamic scope: the resources entered, innermost first.
  struct Resource {
    const Resource* outer;
    uint32_t id;
  };

  // `track`: whether to note what children of `value` are evaluated (Core 2020-12, section 11).
  bool Evaluate(NodeId id, json::Value value, bool track) {
    const Node& node = program_.nodes[id];
    const TypeSet type = TypeOf(value);
    if ((node.plain & type) != 0) return true;
    const bool plain_size = value.string_size() - node.plain_sizes.begin < node.plain_sizes.size();
    return (type == kStrings && plain_size) || EvaluateNode(node, value, track);
  }
  bool EvaluateNode(const Node& node, json::Value value, bool track);
  bool EvaluateFully(const Node& node, json::Value value, bool track);
  bool EvaluateInScope(const Node& node, json::Value value, bool track);
  bool EvaluateOps(const Node& node, json::Value value, bool track);
  bool FailType(const Node& node, json::Value value);
  bool Apply(const Op& op, json::Value value, bool track);
  // The same for an element, or the member of that key, on behalf of `keyword`.
  bool EvaluateMember(Keyword keyword, NodeId id, const json::Member& member) {
    if (!reporting_) return Evaluate(id, member.value, /*track=*/false);
    return EvaluateAt(keyword, id, member.value, {place_, member.key, 0});
  }
  bool EvaluateElement(Keyword keyword, NodeId id, json::Value element, uint32_t position) {
    if (!reporting_) return Evaluate(id, element, /*track=*/false);
    return EvaluateAt(keyword, id, element, {place_, {}, position});
  }
  bool EvaluateAt(Keyword keyword, NodeId id, json::Value value, const Place& place);
  // The same without violations, and without a trace where it fails.
  bool Test(NodeId id, json::Value value, bool track);

  // evaluation_values.cc
  bool ApplyValues(const Op& op, json::Value value);
  bool ApplyLimits(Range list, json::Value value);
  bool ApplyMultipleOf(const DivisorRule& rule, json::Value value);
  bool ApplyString(const StringRule& rule, json::Value value);
  bool ApplyLength(const StringRule& rule, std::string_view string);
  bool FailPattern(const PatternRule& rule, json::Value value);
  bool ApplyFormat(const FormatRule& rule, json::Value value);
  bool ApplyCount(Keyword keyword, uint64_t limit, uint64_t count, std::string_view noun);

  // evaluation_objects.cc
  bool ApplyObjectRule(const ObjectRule& rule, json::Value value, bool track);
  bool ApplyPlainObject(const ObjectRule& rule, json::Value value);
  const NameEntry* Search(Range names, std::string_view name, ptrdiff_t guess);
  template <typename Seen>
  bool ApplyToMembers(const ObjectRule& rule, json::Value value, bool track);
  bool ApplyPatterns(Range patterns, const json::Member& member, bool* known);
  template <typename Seen>
  bool FailRequired(const ObjectRule& rule, const Seen& seen);
  bool ApplyPropertyNames(NodeId id, json::Value value);
  bool ApplyDependencies(const Op& op, json::Value value, bool track);

  // evaluation_arrays.cc
  bool ApplyArrayRule(const ArrayRule& rule, json::Value value, bool track);
  bool ApplyContains(const ContainsRule& rule, json::Value value, bool track);
  bool ApplyUniqueItems(json::Value value);

  // evaluation_logic.cc
  bool ApplyAllOf(Range list, json::Value value, bool track);
  bool ApplyAnyOf(Range list, json::Value value, bool track);
  bool ApplyOneOf(Range list, json::Value value, bool track);
  bool ApplyNot(NodeId id, json::Value value);
  bool ApplyIf(const IfRule& rule, json::Value value, bool track);
  bool ApplyDynamicRef(const DynamicRef& ref, json::Value value, bool track);
  bool ApplyUnevaluated(const Op& op, json::Value value, bool track);
  void ReportBranches(Range list, json::Value value);

  // One schema further in; false if there are too many.
  bool Enter() {
    if (++depth_ > kMaxDepth) [[unlikely]]
      too_deep_ = true;
    return !gave_up();
  }

  void Charge(uint64_t steps) { steps_ += steps; }
  // Of reading all of a value.
  static uint64_t Cost(json::Value value) {
    return value.next() - value.index() + value.raw().size() / 64;
  }
  // After a failure: whether to look no further.
  bool stops() const { return !reporting_ || gave_up(); }

  // False; `words` is called for the message where violations are wanted.
  template <typename Words>
  bool Fail(Keyword keyword, const Words& words) {
    if (reporting_) Report(keyword, words());
    return false;
  }
  void Report(Keyword keyword, std::string message);
  std::string Pointer() const;

  const Program& program_;
  const uint64_t max_steps_;
  std::vector<Violation>* const list_;
  bool reporting_;  // now

  uint64_t steps_ = 0;
  uint32_t depth_ = 0;
  bool too_deep_ = false;
  const Resource* resources_ = nullptr;
  const Place* place_ = nullptr;  // kept only where violations are reported
  size_t listed_bytes_ = 0;
  // Node indices of the children of values that were evaluated, and where those begin that the
  // innermost unevaluatedItems or unevaluatedProperties asks for.
  std::vector<uint32_t> trail_;
  size_t trail_begin_ = 0;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_EVALUATION_H_

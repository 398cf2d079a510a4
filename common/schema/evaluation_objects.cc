// Keywords about objects.

#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "common/schema/evaluation.h"
#include "common/schema/messages.h"
#include "common/text/strings.h"

namespace jsonl::schema {

// NOLINTBEGIN(misc-no-recursion): bounded by Evaluation::kMaxDepth.

bool Evaluation::ApplyObjectRule(const ObjectRule& rule, json::Value value, bool track) {
  bool valid = true;
  uint32_t guess = 0;
  uint32_t missing = rule.required_count;
  absl::InlinedVector<uint64_t, 4> seen((rule.required_count + 63) / 64);
  for (json::Member member : value.members()) {
    Charge(1 + member.name().size() / 64);
    const NameEntry* entry = FindName(program_, rule.names, member.name(), &guess);
    if (entry != nullptr && entry->required != NameEntry::kNotRequired) {
      uint64_t& word = seen[entry->required / 64];
      const uint64_t bit = uint64_t{1} << (entry->required % 64);
      missing -= (word & bit) == 0;
      word |= bit;
    }
    if (ApplyMember(rule, entry, member, track)) continue;
    valid = false;
    if (!reporting_) return false;
  }
  return missing == 0 ? valid : FailRequired(rule, seen.data());
}

bool Evaluation::ApplyMember(const ObjectRule& rule, const NameEntry* entry, json::Member member,
                             bool track) {
  bool valid = true;
  bool known = false;
  if (entry != nullptr && entry->node != kNoNode) {
    known = true;
    valid = EvaluateMember(Keyword::kProperties, entry->node, member);
  }
  for (uint32_t i = rule.patterns.begin; i < rule.patterns.end; ++i) {
    const PatternSchema& schema = program_.pattern_schemas[i];
    const Pattern& pattern = *program_.patterns[schema.pattern].pattern;
    Charge(1 + pattern.Cost(member.name().size()));
    if (gave_up()) return false;
    if (!pattern.Matches(member.name())) continue;
    known = true;
    if (!EvaluateMember(Keyword::kPatternProperties, schema.node, member)) valid = false;
  }
  if (!known && rule.additional != kNoNode) {
    known = true;
    valid = EvaluateMember(Keyword::kAdditionalProperties, rule.additional, member);
  }
  if (track && known) trail_.push_back(member.value.index());
  return valid;
}

bool Evaluation::FailRequired(const ObjectRule& rule, const uint64_t* seen) {
  if (!reporting_) return false;
  Charge(rule.names.size());
  for (uint32_t i = rule.names.begin; i < rule.names.end; ++i) {
    const NameEntry& entry = program_.names[i];
    if (entry.required == NameEntry::kNotRequired) continue;
    if ((seen[entry.required / 64] >> (entry.required % 64) & 1) != 0) continue;
    Report(Keyword::kRequired, text::Cat("missing property ", Quoted(entry.name.text())));
  }
  return false;
}

bool Evaluation::ApplyPropertyNames(NodeId id, json::Value value) {
  bool valid = true;
  Charge(value.size());
  for (json::Member member : value.members()) {
    if (Test(id, member.key, /*track=*/false)) continue;
    if (!reporting_) return false;
    valid = Fail(Keyword::kPropertyNames,
                 [&] { return text::Cat("the name ", Quoted(member.name()), " is not allowed"); });
  }
  return valid;
}

bool Evaluation::ApplyDependencies(const Op& op, json::Value value, bool track) {
  bool valid = true;
  const Range list = program_.dependency_lists[op.index];
  for (uint32_t i = list.begin; i < list.end; ++i) {
    const Dependency& dependency = program_.dependencies[i];
    Charge(1 + value.size());
    if (gave_up()) return false;
    if (!value.Find(dependency.name)) continue;
    if (!Evaluate(dependency.node, value, track)) valid = false;
    for (uint32_t n = dependency.required.begin; n < dependency.required.end; ++n) {
      const json::Name& name = program_.names[n].name;
      Charge(value.size());
      if (gave_up()) return false;
      if (value.Find(name)) continue;
      valid = Fail(op.keyword, [&] {
        return text::Cat("missing property ", Quoted(name.text()), ", which ",
                         Quoted(dependency.name.text()), " asks for");
      });
    }
    if (!valid && !reporting_) return false;
  }
  return valid;
}

// NOLINTEND(misc-no-recursion)

}  // namespace jsonl::schema

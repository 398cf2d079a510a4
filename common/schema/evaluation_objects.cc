// Keywords about objects.

#include <cstdint>
#include <vector>

#include "common/schema/evaluation.h"
#include "common/schema/messages.h"
#include "common/text/strings.h"

namespace jsonl::schema {

// Which of the required names an object has, by their numbers.
class Evaluation::SeenNames {
 public:
  explicit SeenNames(uint32_t count) : missing_(count) {
    if (count > kFew) many_.resize((count + kFew - 1) / kFew);
  }

  void Add(uint32_t number) {
    uint64_t& word = many_.empty() ? few_ : many_[number / kFew];
    const uint64_t bit = uint64_t{1} << (number % kFew);
    missing_ -= (word & bit) == 0;
    word |= bit;
  }
  bool Has(uint32_t number) const {
    return ((many_.empty() ? few_ : many_[number / kFew]) >> (number % kFew) & 1) != 0;
  }
  bool all() const { return missing_ == 0; }

 private:
  static constexpr uint32_t kFew = 64;

  uint32_t missing_;
  uint64_t few_ = 0;
  std::vector<uint64_t> many_;  // instead, where there are more
};

// NOLINTBEGIN(misc-no-recursion): bounded by Evaluation::kMaxDepth.

bool Evaluation::ApplyObjectRule(const ObjectRule& rule, json::Value value, bool track) {
  bool valid = true;
  uint32_t guess = 0;
  SeenNames seen(rule.required_count);
  Charge(rule.required_count / 64);
  for (json::Member member : value.members()) {
    const std::string_view name = member.name();
    Charge(1 + name.size() / 64);
    const NameEntry* entry = FindName(program_, rule.names, name, &guess);
    if (entry != nullptr && entry->required != NameEntry::kNotRequired) seen.Add(entry->required);
    bool known = entry != nullptr && entry->node != kNoNode;
    bool member_valid = !known || EvaluateMember(Keyword::kProperties, entry->node, member);
    if (rule.patterns.size() > 0 && !ApplyPatterns(rule.patterns, member, &known)) {
      member_valid = false;
    }
    if (!known && rule.additional != kNoNode) {
      known = true;
      member_valid = EvaluateMember(Keyword::kAdditionalProperties, rule.additional, member);
    }
    if (track && known) trail_.push_back(member.value.index());
    if (member_valid) continue;
    valid = false;
    if (stops()) return false;
  }
  return seen.all() ? valid : FailRequired(rule, seen);
}

// Sets *known where a pattern matches.
bool Evaluation::ApplyPatterns(Range patterns, const json::Member& member, bool* known) {
  bool valid = true;
  for (uint32_t i = patterns.begin; i < patterns.end; ++i) {
    const PatternSchema& schema = program_.pattern_schemas[i];
    const Pattern& pattern = *program_.patterns[schema.pattern].pattern;
    Charge(1 + pattern.Cost(member.name().size()));
    if (gave_up()) return false;
    if (!pattern.Matches(member.name())) continue;
    *known = true;
    if (!EvaluateMember(Keyword::kPatternProperties, schema.node, member)) valid = false;
  }
  return valid;
}

bool Evaluation::FailRequired(const ObjectRule& rule, const SeenNames& seen) {
  if (!reporting_) return false;
  Charge(rule.names.size());
  for (uint32_t i = rule.names.begin; i < rule.names.end; ++i) {
    const NameEntry& entry = program_.names[i];
    if (entry.required == NameEntry::kNotRequired || seen.Has(entry.required)) continue;
    Report(Keyword::kRequired, text::Cat("missing property ", Quoted(entry.name.text())));
  }
  return false;
}

bool Evaluation::ApplyPropertyNames(NodeId id, json::Value value) {
  bool valid = true;
  Charge(value.size());
  for (json::Member member : value.members()) {
    if (Test(id, member.key, /*track=*/false)) continue;
    if (stops()) return false;
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
    if (!valid && stops()) return false;
  }
  return valid;
}

// NOLINTEND(misc-no-recursion)

}  // namespace jsonl::schema

// Keywords about objects.

#include <cstdint>
#include <vector>

#include "common/schema/evaluation.h"
#include "common/schema/messages.h"
#include "common/text/strings.h"

namespace jsonl::schema {

namespace {

// Which of the required names an object has.
class FewNames {
 public:
  explicit FewNames(const ObjectRule& rule) : all_(rule.required_bits) {}

  void Add(const NameEntry& entry) { seen_ |= entry.required_bit; }
  bool Has(const NameEntry& entry) const { return (seen_ & entry.required_bit) != 0; }
  bool all() const { return seen_ == all_; }

 private:
  const uint64_t all_;
  uint64_t seen_ = 0;
};

class ManyNames {
 public:
  explicit ManyNames(const ObjectRule& rule)
      : missing_(rule.required_count), seen_(rule.required_count) {}

  void Add(const NameEntry& entry) {
    if (entry.required == NameEntry::kNotRequired || seen_[entry.required]) return;
    seen_[entry.required] = true;
    --missing_;
  }
  bool Has(const NameEntry& entry) const { return seen_[entry.required]; }
  bool all() const { return missing_ == 0; }

 private:
  uint32_t missing_;
  std::vector<bool> seen_;
};

}  // namespace

// NOLINTBEGIN(misc-no-recursion): bounded by Evaluation::kMaxDepth.

// What most objects need: no violations, nothing tracked, no patterns.
bool Evaluation::ApplyPlainObject(const ObjectRule& rule, json::Value value) {
  Charge(value.size());
  if (!Enter()) return false;
  const NameEntry* const begin = program_.names.data() + rule.names.begin;
  const NameEntry* const end = begin + rule.names.size();
  const NameEntry* next = begin;  // members come in the order of the schema, often
  FewNames seen(rule);
  bool valid = true;
  constexpr size_t kLong = 1024;
  for (json::Member member : value.members()) {
    const std::string_view name = member.name();
    if (name.size() > kLong) Charge(name.size() / 64);
    const NameEntry* entry = next;
    if (entry == end || !entry->name.Is(name)) entry = Search(rule.names, name, entry - begin);
    NodeId node = rule.additional;
    if (entry != nullptr) {
      next = entry + 1;
      seen.Add(*entry);
      if (entry->node != kNoNode) node = entry->node;
    }
    if (node == kNoNode || Evaluate(node, member.value, /*track=*/false)) continue;
    valid = false;
    break;
  }
  --depth_;
  return valid && seen.all();
}

// As SearchName, from there on.
const NameEntry* Evaluation::Search(Range names, std::string_view name, ptrdiff_t guess) {
  Charge(1 + name.size() / 64);
  auto from = static_cast<uint32_t>(guess);
  return SearchName(program_, names, name, &from);
}

bool Evaluation::ApplyObjectRule(const ObjectRule& rule, json::Value value, bool track) {
  return rule.required_count <= ObjectRule::kBits ? ApplyToMembers<FewNames>(rule, value, track)
                                                  : ApplyToMembers<ManyNames>(rule, value, track);
}

template <typename Seen>
bool Evaluation::ApplyToMembers(const ObjectRule& rule, json::Value value, bool track) {
  bool valid = true;
  uint32_t guess = 0;
  Seen seen(rule);
  Charge(value.size() + rule.required_count / 64);
  for (json::Member member : value.members()) {
    const std::string_view name = member.name();
    Charge(name.size() / 64);
    const NameEntry* entry = FindName(program_, rule.names, name, &guess);
    if (entry != nullptr) seen.Add(*entry);
    bool known = entry != nullptr && entry->node != kNoNode;
    bool member_valid = !known || EvaluateMember(Keyword::kProperties, entry->node, member);
    if (!ApplyPatterns(rule.patterns, member, &known)) member_valid = false;
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

template <typename Seen>
bool Evaluation::FailRequired(const ObjectRule& rule, const Seen& seen) {
  if (!reporting_) return false;
  Charge(rule.names.size());
  for (uint32_t i = rule.names.begin; i < rule.names.end; ++i) {
    const NameEntry& entry = program_.names[i];
    if (entry.required == NameEntry::kNotRequired || seen.Has(entry)) continue;
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

#include "tools/stats/targets.h"

#include <algorithm>
#include <charconv>

#include "absl/status/status.h"
#include "common/io/read_file.h"
#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::stats {
namespace {

bool ParseCount(json::Value value, uint64_t* count) {
  if (!value.is_number()) return false;
  const std::string_view raw = value.raw();
  const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), *count);
  return error == std::errc() && end == raw.data() + raw.size();
}

bool ParseGoal(json::Value value, std::optional<Goal>* out) {
  Goal& goal = out->emplace();
  if (!value.is_array()) return ParseCount(value, &goal.min);
  if (value.size() != 2 || !ParseCount(value.At(0), &goal.min)) return false;
  if (value.At(1).is_null()) return true;
  uint64_t max = 0;
  if (!ParseCount(value.At(1), &max) || max < goal.min) return false;
  goal.max = max;
  return true;
}

absl::Status Fault(std::string_view group, std::string_view what) {
  return absl::InvalidArgumentError(text::Cat("'", text::Shortened(group), "': ", what));
}

absl::StatusOr<Target> ParseTarget(std::string_view group, json::Value value) {
  if (!value.is_object()) {
    return Fault(group, R"(an object is expected, as {"examples": [500, 1000], "templates": 15})");
  }
  Target target;
  for (json::Member member : value.members()) {
    const bool examples = member.name() == "examples";
    if (!examples && member.name() != "templates") {
      return Fault(group, text::Cat("unknown goal '", text::Shortened(member.name()),
                                    "' (known: examples, templates)"));
    }
    if (!ParseGoal(member.value, examples ? &target.examples : &target.templates)) {
      return Fault(group, text::Cat(member.name(),
                                    " is not the least number, or a list of the least and the "
                                    "most, as 15 or [15, 20] or [15, null]"));
    }
  }
  return target;
}

uint64_t TemplatesOf(const GroupTally& group) {
  for (Label label : {Label::kTemplate, Label::kTemplateCategory}) {
    const size_t count = group.labels[static_cast<size_t>(label)].counts().size();
    if (count > 0) return count;
  }
  return 0;
}

Coverage Of(std::string_view name, const GroupTally* group, const Target* target) {
  Coverage coverage{.name = name, .target = target};
  if (group == nullptr) return coverage;
  coverage.examples = group->records;
  coverage.templates = TemplatesOf(*group);
  return coverage;
}

void AppendDistance(std::string_view what, uint64_t count, const std::optional<Goal>& goal,
                    std::string* out) {
  if (!goal) return;
  const uint64_t missing = goal->MissingFrom(count);
  const uint64_t beyond = goal->Beyond(count);
  if (missing == 0 && beyond == 0) return;
  text::Append(out, out->empty() ? "" : ", ", missing > 0 ? missing : beyond, " ", what,
               missing > 0 ? " short" : " over");
}

}  // namespace

absl::StatusOr<Targets> ParseTargets(std::string_view json) {
  std::string padded(json);
  padded.append(json::Parser::kPadding, ' ');
  json::Parser parser;
  const std::string_view text = std::string_view(padded).substr(0, json.size());
  if (json::SyntaxError error = parser.Parse(text)) {
    return absl::InvalidArgumentError(json::Describe(error, text));
  }
  if (!parser.root().is_object()) {
    return absl::InvalidArgumentError("an object is expected, with a member for each group");
  }
  Targets targets;
  for (json::Member member : parser.root().members()) {
    absl::StatusOr<Target> target = ParseTarget(member.name(), member.value);
    if (!target.ok()) return target.status();
    if (!targets.emplace(member.name(), *target).second)
      return Fault(member.name(), "is there twice");
  }
  return targets;
}

absl::StatusOr<Targets> ReadTargets(const std::string& path) {
  absl::StatusOr<std::string> json = io::ReadFile(path);
  if (!json.ok()) return json.status();
  absl::StatusOr<Targets> targets = ParseTargets(*json);
  if (targets.ok()) return targets;
  return absl::InvalidArgumentError(
      text::Cat(path, ": ", text::FromAbsl(targets.status().message())));
}

std::vector<Coverage> CoverageOf(const Tally& tally, const Targets& targets) {
  std::vector<Coverage> coverages;
  for (const auto& [name, target] : targets) {
    if (name == kAllGroups) {
      const GroupTally total = tally.Total();
      coverages.push_back(Of(name, &total, &target));
      continue;
    }
    auto group = tally.groups().find(name);
    coverages.push_back(
        Of(name, group == tally.groups().end() ? nullptr : &group->second, &target));
  }
  return coverages;
}

std::vector<Coverage> GroupsBelow(uint64_t least, const Tally& tally, const Targets& targets) {
  std::vector<Coverage> below;
  for (const auto& [name, group] : tally.groups()) {
    if (group.records < least) below.push_back(Of(name, &group, nullptr));
  }
  for (const auto& [name, target] : targets) {
    const bool absent = name != kAllGroups && !tally.groups().contains(name);
    if (absent && least > 0) below.push_back(Of(name, nullptr, nullptr));
  }
  std::sort(below.begin(), below.end(), [](const Coverage& a, const Coverage& b) {
    return a.examples != b.examples ? a.examples < b.examples : a.name < b.name;
  });
  return below;
}

std::string ShownGoal(const std::optional<Goal>& goal) {
  if (!goal) return "-";
  if (!goal->max) return text::Cat(goal->min, "+");
  if (*goal->max == goal->min) return text::Cat(goal->min);
  return text::Cat(goal->min, "-", *goal->max);
}

std::string Distance(const Coverage& coverage) {
  std::string distance;
  AppendDistance("examples", coverage.examples, coverage.target->examples, &distance);
  AppendDistance("templates", coverage.templates, coverage.target->templates, &distance);
  return distance;
}

}  // namespace jsonl::stats

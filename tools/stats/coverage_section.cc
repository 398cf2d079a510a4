#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "tools/stats/targets.h"
#include "tools/stats/text_layout.h"
#include "tools/stats/text_sections.h"

namespace jsonl::stats {
namespace {

constexpr size_t kNameColumn = 20;

// "500-1000", "15 or more".
std::string ShownGoal(const std::optional<Goal>& goal) {
  if (!goal) return "-";
  if (!goal->max) return text::Cat(goal->min, "+");
  if (*goal->max == goal->min) return text::Cat(goal->min);
  return text::Cat(goal->min, "-", *goal->max);
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

void AppendCoverage(const Tally& tally, const Targets& targets, std::string* out) {
  absl::StrAppendFormat(out, "\nCoverage:\n  %-20s %10s %14s %10s %12s\n", "", "examples", "goal",
                        "templates", "goal");
  for (const Coverage& coverage : CoverageOf(tally, targets)) {
    std::string distance;
    AppendDistance("examples", coverage.examples, coverage.target->examples, &distance);
    AppendDistance("templates", coverage.templates, coverage.target->templates, &distance);
    absl::StrAppendFormat(
        out, "  %s %10d %14s %10d %12s  %s\n",
        PaddedName(coverage.name == kAllGroups ? "(all)" : coverage.name, kNameColumn),
        coverage.examples, ShownGoal(coverage.target->examples), coverage.templates,
        ShownGoal(coverage.target->templates), distance.empty() ? "ok" : distance);
  }
}

}  // namespace jsonl::stats

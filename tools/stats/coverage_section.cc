#include "absl/strings/str_format.h"
#include "tools/stats/targets.h"
#include "tools/stats/text_layout.h"
#include "tools/stats/text_sections.h"

namespace jsonl::stats {
namespace {

constexpr size_t kNameColumn = 20;

}  // namespace

void AppendCoverage(const Tally& tally, const Targets& targets, std::string* out) {
  absl::StrAppendFormat(out, "\nCoverage:\n  %-20s %10s %14s %10s %12s\n", "", "examples", "goal",
                        "templates", "goal");
  for (const Coverage& coverage : CoverageOf(tally, targets)) {
    const std::string distance = Distance(coverage);
    absl::StrAppendFormat(
        out, "  %s %10d %14s %10d %12s  %s\n",
        PaddedName(coverage.name == kAllGroups ? "(all)" : coverage.name, kNameColumn),
        coverage.examples, ShownGoal(coverage.target->examples), coverage.templates,
        ShownGoal(coverage.target->templates), distance.empty() ? "ok" : distance);
  }
}

}  // namespace jsonl::stats

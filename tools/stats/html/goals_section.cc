#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/html/tags.h"
#include "tools/stats/numbers.h"
#include "tools/stats/targets.h"

namespace jsonl::stats::html {
namespace {

constexpr size_t kMostGoals = 40;  // times inputs

// A bar of what there is, and a frame of what there should be.
void WriteProgress(uint64_t count, const std::optional<Goal>& goal, size_t column, Writer& out) {
  if (!goal) return;
  const uint64_t most = std::max({count, goal->min, goal->max.value_or(goal->min), uint64_t{1}});
  const auto percent = [most](uint64_t number) {
    return absl::StrFormat("%.1f%%",
                           98.0 * static_cast<double>(number) / static_cast<double>(most));
  };
  const uint64_t end = goal->max.value_or(most);
  Tag svg(out, "svg", {{"class", "bar"}, {"aria-hidden", "true"}});
  out.Void(
      "rect",
      {{"class", ColorClass(column)}, {"width", percent(count)}, {"y", "25%"}, {"height", "50%"}});
  out.Void("rect", {{"class", "goal"},
                    {"x", percent(goal->min)},
                    {"y", "5%"},
                    {"width", percent(std::max(end, goal->min) - goal->min)},
                    {"height", "90%"}});
}

struct Line {
  Coverage coverage;
  size_t column;
};

// Of what is there, which is less than 1 where something is missing.
double Reached(const Coverage& coverage) {
  double least = 1;
  const auto look = [&least](uint64_t count, const std::optional<Goal>& goal) {
    if (!goal || goal->min == 0) return;
    least = std::min(least, static_cast<double>(count) / static_cast<double>(goal->min));
  };
  look(coverage.examples, coverage.target->examples);
  look(coverage.templates, coverage.target->templates);
  return least;
}

void WriteLine(const Page& page, const Line& line, Writer& out) {
  const Coverage& coverage = line.coverage;
  Tag row(out, "tr");
  {
    Tag cell(out, "th", {{"scope", "row"}});
    if (coverage.name == kAllGroups) {
      out.Text("All groups");
    } else {
      out.Name(coverage.name);
    }
  }
  WriteInputCell(page, line.column, out);
  {
    Tag cell(out, "td");
    const std::string distance = Distance(coverage);
    if (distance.empty()) {
      out.Element("span", {{"class", "ok"}}, "✓ met");
    } else {
      WriteTag(Reached(coverage) < 1 ? Concern::kGoalMissed : Concern::kGoalExceeded, out);
      out.Text(text::Cat(" ", distance));
    }
  }
  WriteNumber(Grouped(coverage.examples), out);
  WriteNumber(ShownGoal(coverage.target->examples), out);
  {
    Tag cell(out, "td", {{"class", "w"}});
    WriteProgress(coverage.examples, coverage.target->examples, line.column, out);
  }
  WriteNumber(Grouped(coverage.templates), out);
  WriteNumber(ShownGoal(coverage.target->templates), out);
  out.NewLine();
}

}  // namespace

void WriteGoals(const Page& page, Writer& out) {
  if (!page.options().targets || page.options().targets->empty()) return;
  std::vector<Line> lines;
  for (size_t i = 0; i < page.columns().size(); ++i) {
    for (const Coverage& coverage :
         CoverageOf(page.columns()[i].statistics.tally, *page.options().targets)) {
      lines.push_back({coverage, i});
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return Reached(a.coverage) < Reached(b.coverage);
  });
  Section section(out, "goals", "Goals");
  {
    Table table(out, "wide",
                "What each group has, and should have: those farthest from it first. The frame "
                "stands for the goal, the bar for the examples.");
    std::vector<Head> heads = {{page.ByTitle()}};
    if (page.several()) heads.push_back({"Input"});
    heads.insert(
        heads.end(),
        {{"Result"}, {"Examples", "n"}, {"Goal", "", 2}, {"Templates", "n"}, {"Goal", "n"}});
    WriteHead(heads, out);
    Tag body(out, "tbody");
    for (size_t i = 0; i < std::min(lines.size(), kMostGoals); ++i) {
      WriteLine(page, lines[i], out);
    }
  }
  WriteMore(lines.size() - std::min(lines.size(), kMostGoals), "goal", out);
}

}  // namespace jsonl::stats::html

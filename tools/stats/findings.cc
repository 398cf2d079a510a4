#include "tools/stats/findings.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/column_findings.h"
#include "tools/stats/cost.h"
#include "tools/stats/group_judge.h"
#include "tools/stats/numbers.h"
#include "tools/stats/path_conflicts.h"
#include "tools/stats/ranking.h"
#include "tools/stats/targets.h"

namespace jsonl::stats {
namespace {

constexpr uint64_t kLeastLabels = 100;
constexpr double kOneValue = 0.9;

// "120 examples, 80 short of 200", or "over" it.
std::string GoalDetail(std::string_view what, uint64_t count, uint64_t goal) {
  return text::Cat(Grouped(count), " ", what, ", ",
                   count < goal ? text::Cat(Grouped(goal - count), " short of ", Grouped(goal))
                                : text::Cat(Grouped(count - goal), " over ", Grouped(goal)));
}

class Finder {
 public:
  Finder(const std::vector<Column>& columns, const std::vector<GroupTally>& totals,
         const ReportOptions& options)
      : columns_(columns), totals_(totals), options_(options) {}

  void Find(size_t column) {
    column_ = column;
    if (totals_[column].records == 0) Add(Concern::kNoRecords, 0, Instance::Kind::kWhole, "", "");
    JudgeGroups();
    JudgeGoals();
    JudgeFields();
    JudgeLabels();
    JudgeTokens();
  }

  FoundInstances& found() { return found_; }

 private:
  const Statistics& statistics() const { return columns_[column_].statistics; }

  void Add(Concern concern, double weight, Instance::Kind kind, std::string_view name,
           std::string detail) {
    found_.Add(concern, weight, {column_, kind, std::string(name), std::move(detail)});
  }

  void JudgeGroups() {
    const Tally& tally = statistics().tally;
    const GroupJudge judge(tally, totals_[column_], options_.min_per_group.value_or(kSmallGroup));
    for (const auto& [name, group] : tally.groups()) {
      for (const GroupJudge::Remark& remark : judge.RemarksOn(name, group)) {
        if (!found_.Takes(remark.concern, remark.weight)) continue;
        Add(remark.concern, remark.weight, Instance::Kind::kGroup, name,
            judge.Detail(remark.concern, group));
      }
    }
  }

  void JudgeGoal(const Coverage& coverage, std::string_view what, uint64_t count,
                 const std::optional<Goal>& goal) {
    if (!goal) return;
    const bool all = coverage.name == kAllGroups;
    const auto kind = all ? Instance::Kind::kWhole : Instance::Kind::kGroup;
    const std::string_view name = all ? "" : coverage.name;
    const std::string_view who = all ? "all groups: " : "";
    if (const uint64_t missing = goal->MissingFrom(count); missing > 0) {
      Add(Concern::kGoalMissed, static_cast<double>(missing) / static_cast<double>(goal->min), kind,
          name, text::Cat(who, GoalDetail(what, count, goal->min)));
    } else if (goal->Beyond(count) > 0) {
      Add(Concern::kGoalExceeded,
          static_cast<double>(count) / (static_cast<double>(*goal->max) + 1), kind, name,
          text::Cat(who, GoalDetail(what, count, *goal->max)));
    }
  }

  void JudgeGoals() {
    if (!options_.targets) return;
    for (const Coverage& coverage : CoverageOf(statistics().tally, *options_.targets)) {
      JudgeGoal(coverage, "examples", coverage.examples, coverage.target->examples);
      JudgeGoal(coverage, "templates", coverage.templates, coverage.target->templates);
    }
  }

  void JudgeFields() {
    double weight = 0;
    for (const PathConflict& conflict : FindConflicts(statistics().paths.root())) {
      const bool mixed = conflict.problems.front() == Problem::kMixedTypes;
      const Concern concern = mixed ? Concern::kMixedTypes : Concern::kMisread;
      weight -= 1;  // in the order of the paths
      if (!found_.Takes(concern, weight)) continue;
      std::string detail;
      if (mixed) {
        for (size_t t = 0; t < kPathTypeCount; ++t) {
          const PathNode::Seen* seen = conflict.node->Of(static_cast<PathType>(t));
          if (seen == nullptr) continue;
          text::Append(&detail, detail.empty() ? "" : ", ", Grouped(seen->count), " ",
                       PathTypeName(seen->type));
        }
      } else {
        for (Problem problem : conflict.problems) {
          text::Append(&detail, detail.empty() ? "" : ", ", ProblemName(problem));
        }
      }
      Add(concern, weight, Instance::Kind::kField, conflict.path, detail);
    }
  }

  void JudgeLabels() {
    for (size_t i = 0; i < kLabelCount; ++i) {
      const ValueTally& tally = totals_[column_].labels[i];
      if (tally.total() < kLeastLabels || tally.counts().size() < 2) continue;
      const auto [value, count] = ByCount(tally).front();
      const double share = static_cast<double>(count) / static_cast<double>(tally.total());
      if (share < kOneValue) continue;
      Add(Concern::kOneValue, share, Instance::Kind::kWhole, "",
          text::Cat(LabelTitle(static_cast<Label>(i)), " is ", text::Shortened(value), " in ",
                    Grouped(count), " of ", Counted(tally.total(), "record"), " (",
                    Share(count, tally.total()), ")"));
    }
  }

  void JudgeTokens() {
    if (!options_.cutoff || statistics().tokenizer.empty()) return;
    const LengthHistogram& tokens = totals_[column_].tokens.records;
    const CutOff cut = CutOffAt(tokens, *options_.cutoff);
    if (cut.records == 0) return;
    const LengthSummary all = Summarize(tokens);
    Add(Concern::kCutOff, static_cast<double>(cut.records), Instance::Kind::kWhole, "",
        text::Cat(Counted(cut.records, "record"), " (", Share(cut.records, all.count), "), ",
                  Counted(cut.tokens, "token"), " lost (", Share(cut.tokens, all.sum), ")"));
  }

  const std::vector<Column>& columns_;
  const std::vector<GroupTally>& totals_;
  const ReportOptions& options_;
  size_t column_ = 0;
  FoundInstances found_;
};

std::string LineOf(Concern concern, const std::vector<Column>& columns,
                   const ReportOptions& options) {
  std::string line(TextOf(concern).line);
  const size_t gap = line.find("{}");
  if (gap == line.npos) return line;
  std::string number;
  if (concern == Concern::kNoGroup) {
    number = text::Shortened(columns.front().statistics.by);
  } else if (concern == Concern::kCutOff) {
    number = Grouped(*options.cutoff);
  } else {
    number = Grouped(options.min_per_group.value_or(kSmallGroup));
  }
  return line.replace(gap, 2, number);
}

}  // namespace

std::vector<Finding> FindingsOf(const std::vector<Column>& columns,
                                const std::vector<GroupTally>& totals,
                                const std::vector<std::string>& labels,
                                const ReportOptions& options) {
  Finder finder(columns, totals, options);
  for (size_t i = 0; i < columns.size(); ++i) finder.Find(i);
  if (columns.size() > 1) FindBetweenColumns(columns, totals, labels, &finder.found());

  std::vector<Finding> findings;
  for (size_t i = 0; i < kConcernCount; ++i) {
    const auto concern = static_cast<Concern>(i);
    FoundInstances::List& list = finder.found().Of(concern);
    if (list.kept.empty()) continue;
    Finding finding{concern, LineOf(concern, columns, options), {}, list.more};
    for (auto& weighed : list.kept) finding.instances.push_back(std::move(weighed.instance));
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace jsonl::stats

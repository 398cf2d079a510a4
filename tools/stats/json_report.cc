#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "tools/stats/json_members.h"
#include "tools/stats/path_conflicts.h"
#include "tools/stats/ranking.h"
#include "tools/stats/reports.h"

namespace jsonl::stats {
namespace {

void AppendConflict(const PathConflict& conflict, std::string* out) {
  *out += "{\"path\": ";
  json::AppendString(conflict.path, out);
  *out += ", \"problems\": [";
  std::string_view separator = "";
  for (Problem problem : conflict.problems) {
    text::Append(out, separator, "\"", ProblemName(problem), "\"");
    separator = ", ";
  }
  *out += "], \"types\": {";
  separator = "";
  for (size_t i = 0; i < kPathTypeCount; ++i) {
    const auto type = static_cast<PathType>(i);
    const PathNode::Seen* seen = conflict.node->Of(type);
    if (seen == nullptr) continue;
    text::Append(out, separator, "\"", PathTypeName(type), "\": {\"count\": ", seen->count,
                 ", \"input\": ", seen->first.input + 1, ", \"line\": ", seen->first.line, "}");
    separator = ", ";
  }
  *out += "}}";
}

void AppendPaths(const Statistics& statistics, std::string* out) {
  const PathNode& root = statistics.paths.root();
  text::Append(out, ",\n  \"paths\": ", CountPaths(root), ",\n  \"conflicts\": [");
  std::string_view separator = "\n    ";
  const std::vector<PathConflict> conflicts = FindConflicts(root);
  for (const PathConflict& conflict : conflicts) {
    *out += separator;
    AppendConflict(conflict, out);
    separator = ",\n    ";
  }
  *out += conflicts.empty() ? "]" : "\n  ]";
}

void AppendTokens(const TokenTally& tokens, const Statistics& statistics,
                  const ReportOptions& options, std::string* out) {
  *out += ",\n  \"tokenizer\": ";
  json::AppendString(statistics.tokenizer, out);
  *out += ",\n  \"tokens\": ";
  AppendTokenMembers(tokens, out);
  if (options.price) {
    const Cost cost = CostOf(tokens, *options.price);
    text::Append(out, ", \"cost\": {\"input\": ", JsonNumber(cost.input),
                 ", \"output\": ", JsonNumber(cost.output),
                 ", \"total\": ", JsonNumber(cost.total()), "}");
  }
  if (options.cutoff) {
    const CutOff cut = CutOffAt(tokens.records, *options.cutoff);
    text::Append(out, ", \"cutoff\": {\"length\": ", *options.cutoff,
                 ", \"records\": ", cut.records, ", \"tokens\": ", cut.tokens, "}");
  }
  *out += "}";
}

void AppendGoal(std::string_view name, uint64_t count, const std::optional<Goal>& goal,
                std::string* out) {
  text::Append(out, "\"", name, "\": {\"count\": ", count);
  if (goal) {
    text::Append(
        out, ", \"min\": ", goal->min, ", \"max\": ", goal->max ? text::Cat(*goal->max) : "null",
        ", \"missing\": ", goal->MissingFrom(count), ", \"beyond\": ", goal->Beyond(count));
  }
  *out += "}";
}

void AppendTargets(const Statistics& statistics, const Targets& targets, std::string* out) {
  *out += ",\n  \"targets\": {";
  std::string_view separator = "\n    ";
  for (const Coverage& coverage : CoverageOf(statistics.tally, targets)) {
    *out += separator;
    json::AppendString(coverage.name, out);
    *out += ": {";
    AppendGoal("examples", coverage.examples, coverage.target->examples, out);
    *out += ", ";
    AppendGoal("templates", coverage.templates, coverage.target->templates, out);
    *out += "}";
    separator = ",\n    ";
  }
  *out += targets.empty() ? "}" : "\n  }";
}

void AppendGroups(const Statistics& statistics, uint64_t records, std::string* out) {
  const NamedGroups groups = GroupsByName(statistics.tally);
  *out += ",\n  \"groups\": {";
  std::string_view separator = "\n    ";
  for (const auto& [name, group] : groups) {
    *out += separator;
    json::AppendString(name, out);
    text::Append(out, ": {\n      \"records\": ", group->records,
                 ",\n      \"share\": ", JsonQuotient(group->records, records), ",\n");
    AppendGroupMembers(*group, "      ", out);
    if (!statistics.tokenizer.empty()) {
      *out += ",\n      \"tokens\": ";
      AppendTokenMembers(group->tokens, out);
      *out += "}";
    }
    *out += "\n    }";
    separator = ",\n    ";
  }
  *out += groups.empty() ? "}" : "\n  }";
}

}  // namespace

std::string JsonReport(const Statistics& statistics, const ReportOptions& options) {
  const GroupTally total = statistics.tally.Total();
  std::string out = "{\n  \"by\": ";
  json::AppendString(statistics.by, &out);
  text::Append(&out, ",\n  \"records\": ", total.records, ",\n");
  AppendGroupMembers(total, "  ", &out);
  if (!statistics.tokenizer.empty()) AppendTokens(total.tokens, statistics, options, &out);
  AppendPaths(statistics, &out);
  if (options.targets) AppendTargets(statistics, *options.targets, &out);
  AppendGroups(statistics, total.records, &out);
  out += "\n}\n";
  return out;
}

std::string JsonComparison(const std::vector<Column>& columns, const ReportOptions& options) {
  std::string out = "[";
  for (size_t i = 0; i < columns.size(); ++i) {
    std::string report = JsonReport(columns[i].statistics, options);
    report.pop_back();
    text::Append(&out, i == 0 ? "" : ", ", report);
  }
  return out + "]\n";
}

}  // namespace jsonl::stats

#include "tools/stats/text_sections.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/record/registry.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/numbers.h"
#include "tools/stats/path_conflicts.h"
#include "tools/stats/ranking.h"
#include "tools/stats/text_layout.h"

namespace jsonl::stats {
namespace {

constexpr size_t kNameColumn = 20;
constexpr size_t kBins = 10;
constexpr size_t kBarColumns = 40;
constexpr size_t kMostGroups = 100;  // in the table
constexpr size_t kMostValues = 20;
constexpr size_t kMostPaths = 50;

void AppendLengthRow(std::string_view name, const LengthHistogram& histogram, std::string* out) {
  const LengthSummary lengths = Summarize(histogram);
  if (lengths.count == 0) return;
  absl::StrAppendFormat(out, "  %s %10d %8d %10.1f %8d %8d %8d %8d\n", PaddedName(name, 12),
                        lengths.count, lengths.min, lengths.mean(), lengths.p50, lengths.p90,
                        lengths.p99, lengths.max);
}

// The values with the most occurrences, and how many there are besides.
void AppendValues(std::string_view title, const ValueTally& tally, std::string* out) {
  if (tally.total() == 0) return;
  text::Append(out, "\nBy ", title, ":\n");
  const auto values = ByCount(tally);
  uint64_t rest = tally.others();
  for (size_t i = 0; i < values.size(); ++i) {
    const auto& [value, count] = values[i];
    if (i < kMostValues) {
      AppendShare(value, kNameColumn, count, tally.total(), out);
    } else {
      rest += count;
    }
  }
  if (rest == 0) return;
  const uint64_t more = values.size() - std::min(values.size(), kMostValues);
  const std::string name = text::Cat("(", tally.overflowed() ? "over " : "", more, " others)");
  AppendShare(name, kNameColumn, rest, tally.total(), out);
}

std::string ShownInput(const Statistics& statistics, uint32_t input) {
  return input < statistics.inputs.size() ? text::Visible(statistics.inputs[input]) : "?";
}

}  // namespace

std::string ByTitle(std::string_view by) { return by == "task" ? "Task" : ShownName(by); }

void AppendLengthTable(const GroupTally& total, std::string* out) {
  std::string rows;
  for (size_t i = 0; i < kPartCount; ++i) {
    AppendLengthRow(PartTitle(static_cast<Part>(i)), total.lengths[i], &rows);
  }
  if (rows.empty()) return;
  absl::StrAppendFormat(out, "\nLengths (chars):\n  %-12s %10s %8s %10s %8s %8s %8s %8s\n", "",
                        "records", "min", "mean", "p50", "p90", "p99", "max");
  *out += rows;
}

void AppendResponseBars(const GroupTally& total, bool unicode, std::string* out) {
  const std::vector<LengthBin> bins = BinsOf(total.response_lengths(), kBins);
  if (bins.empty()) return;
  uint64_t greatest = 0;
  for (const LengthBin& bin : bins) greatest = std::max(greatest, bin.count);
  *out += "\nResponses by Length (chars):\n";
  for (const LengthBin& bin : bins) {
    const std::string bar = Bar(bin.count, greatest, kBarColumns, unicode);
    absl::StrAppendFormat(out, "  %8d - %-8d %10d%s%s\n", bin.from, bin.to, bin.count,
                          bar.empty() ? "" : "  ", bar);
  }
}

void AppendGroupTable(const Statistics& statistics, std::string* out) {
  const auto groups = GroupsByCount(statistics.tally);
  absl::StrAppendFormat(out, "\nResponses by %s (length in chars):\n  %-20s %10s %8s %8s %8s %8s\n",
                        ByTitle(statistics.by), "", "responses", "distinct", "JSON", "p50", "p90");
  bool any_small = false;
  for (size_t i = 0; i < std::min(groups.size(), kMostGroups); ++i) {
    const auto& [name, group] = groups[i];
    const LengthSummary lengths = Summarize(group->response_lengths());
    const bool small = group->records < kSmallGroup;
    any_small |= small;
    absl::StrAppendFormat(out, "  %s %10d %8s %7.1f%% %8d %8d%s\n", PaddedName(name, kNameColumn),
                          lengths.count, ShownDistinct(group->responses),
                          Percent(group->valid_json, lengths.count), lengths.p50, lengths.p90,
                          small ? "  small" : "");
  }
  if (groups.size() > kMostGroups) {
    text::Append(out, "  ... and ", groups.size() - kMostGroups, " more\n");
  }
  if (any_small) text::Append(out, "  small: fewer than ", kSmallGroup, " records\n");
}

void AppendFormats(const GroupTally& total, std::string* out) {
  *out += "\nBy Record Format:\n";
  for (const record::Format* format : record::All()) {
    auto found = total.formats.find(format);
    if (found == total.formats.end()) continue;
    AppendShare(format->name(), kNameColumn, found->second, total.records, out);
  }
}

void AppendChats(const GroupTally& total, std::string* out) {
  const LengthSummary turns = Summarize(total.turns);
  if (turns.count == 0) return;
  absl::StrAppendFormat(out, "\nTurns:\n  Average: %.1f\n  Min:     %d\n  Max:     %d\n",
                        turns.mean(), turns.min, turns.max);
  AppendValues("Role", total.roles, out);
}

void AppendScripts(const GroupTally& total, std::string* out) {
  if (total.scripts.empty()) return;
  absl::StrAppendFormat(out, "\nScripts:\n  %-20s %10s %12s\n", "", "records", "characters");
  for (const auto& [script, tally] : ScriptsByCount(total)) {
    absl::StrAppendFormat(out, "  %s %10d %12d\n",
                          PaddedName(text::ScriptName(script), kNameColumn), tally.records,
                          tally.characters);
  }
}

void AppendLabels(const GroupTally& total, std::string* out) {
  for (size_t i = 0; i < kLabelCount; ++i) {
    AppendValues(LabelTitle(static_cast<Label>(i)), total.labels[i], out);
  }
}

void AppendConflicts(const Statistics& statistics, std::string* out) {
  const std::vector<PathConflict> conflicts = FindConflicts(statistics.paths.root());
  if (conflicts.empty()) return;
  *out += "\nType Conflicts (where columns have one type each):\n";
  for (size_t i = 0; i < std::min(conflicts.size(), kMostPaths); ++i) {
    const PathConflict& conflict = conflicts[i];
    text::Append(out, "  ", ShownName(conflict.path), ":");
    for (Problem problem : conflict.problems) text::Append(out, " ", ProblemName(problem));
    *out += "\n";
    for (size_t t = 0; t < kPathTypeCount; ++t) {
      const auto type = static_cast<PathType>(t);
      const PathNode::Seen* seen = conflict.node->Of(type);
      if (seen == nullptr) continue;
      absl::StrAppendFormat(out, "    %s %10d  %s:%d\n", PaddedName(PathTypeName(type), 12),
                            seen->count, ShownInput(statistics, seen->first.input),
                            seen->first.line);
    }
  }
  if (conflicts.size() > kMostPaths) {
    text::Append(out, "  ... and ", conflicts.size() - kMostPaths, " more\n");
  }
}

}  // namespace jsonl::stats

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/reports.h"

namespace jsonl::stats {
namespace {

constexpr size_t kWidth = 60;
constexpr size_t kGroupColumn = 20;
constexpr size_t kKindColumn = 10;

// Short of all, it is less than 100 % even where rounding would make it that.
double Percent(uint64_t part, uint64_t whole) {
  if (whole == 0) return 0;
  double percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  return part < whole ? std::min(percent, 99.9) : percent;
}

// A name on one line, and not a long one.
std::string Shown(std::string_view name) { return text::Visible(text::Shortened(name)); }

void AppendRow(std::string_view name, size_t column, uint64_t count, uint64_t total,
               std::string* out) {
  std::string shown = Shown(name);
  size_t length = text::CountCodePoints(shown);
  if (length < column) shown.append(column - length, ' ');
  absl::StrAppendFormat(out, "  %s: %6d (%5.1f%%)\n", shown, count, Percent(count, total));
}

void AppendGroups(const Tally& tally, uint64_t total, std::string* out) {
  std::vector<std::pair<uint64_t, std::string_view>> groups;
  groups.reserve(tally.groups().size());
  for (const auto& [name, group] : tally.groups()) groups.emplace_back(group.records, name);
  std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (const auto& [records, name] : groups) AppendRow(name, kGroupColumn, records, total, out);
}

}  // namespace

std::string TextReport(const Tally& tally, std::string_view by) {
  const GroupTally total = tally.Total();
  const std::string rule(kWidth, '=');
  std::string out =
      text::Cat(rule, "\nDataset Statistics\n", rule, "\n\nTotal Examples: ", total.records, "\n");

  text::Append(&out, "\nBy ", by == "task" ? "Task" : Shown(by), ":\n");
  AppendGroups(tally, total.records, &out);

  text::Append(&out, "\nBy Format:\n");
  for (size_t i = 0; i < kKindCount; ++i) {
    if (total.kinds[i] == 0) continue;
    AppendRow(KindTitle(static_cast<Kind>(i)), kKindColumn, total.kinds[i], total.records, &out);
  }

  const LengthSummary lengths = Summarize(total.response_lengths);
  if (lengths.count > 0) {
    double mean = static_cast<double>(lengths.sum) / static_cast<double>(lengths.count);
    absl::StrAppendFormat(&out, "\nOutput Length:\n  Average: %.1f chars\n", mean);
    absl::StrAppendFormat(&out, "  Min:     %d chars\n", lengths.min);
    absl::StrAppendFormat(&out, "  Max:     %d chars\n", lengths.max);
    absl::StrAppendFormat(&out, "\nQuality:\n  Valid JSON: %.1f%%\n",
                          Percent(total.valid_json, lengths.count));
  }
  text::Append(&out, rule, "\n");
  return out;
}

}  // namespace jsonl::stats

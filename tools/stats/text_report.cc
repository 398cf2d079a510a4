#include <cstdint>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "tools/stats/numbers.h"
#include "tools/stats/ranking.h"
#include "tools/stats/reports.h"
#include "tools/stats/text_layout.h"
#include "tools/stats/text_sections.h"

namespace jsonl::stats {
namespace {

constexpr size_t kWidth = 60;
constexpr size_t kGroupColumn = 20;
constexpr size_t kKindColumn = 10;

// What users of the first version know, line by line.
void AppendOverview(const Statistics& statistics, const GroupTally& total, std::string* out) {
  const std::string rule(kWidth, '=');
  text::Append(out, rule, "\nDataset Statistics\n", rule, "\n\nTotal Examples: ", total.records,
               "\n");

  text::Append(out, "\nBy ", ByTitle(statistics.by), ":\n");
  for (const auto& [name, group] : GroupsByCount(statistics.tally)) {
    AppendShare(name, kGroupColumn, group->records, total.records, out);
  }

  *out += "\nBy Format:\n";
  for (size_t i = 0; i < kKindCount; ++i) {
    if (total.kinds[i] == 0) continue;
    AppendShare(KindTitle(static_cast<Kind>(i)), kKindColumn, total.kinds[i], total.records, out);
  }

  const LengthSummary lengths = Summarize(total.response_lengths());
  if (lengths.count > 0) {
    absl::StrAppendFormat(out, "\nOutput Length:\n  Average: %.1f chars\n", lengths.mean());
    absl::StrAppendFormat(out, "  Min:     %d chars\n", lengths.min);
    absl::StrAppendFormat(out, "  Max:     %d chars\n", lengths.max);
    absl::StrAppendFormat(out, "\nQuality:\n  Valid JSON: %.1f%%\n",
                          Percent(total.valid_json, lengths.count));
  }
  text::Append(out, rule, "\n");
}

}  // namespace

std::string TextReport(const Statistics& statistics, const ReportOptions& options) {
  const GroupTally total = statistics.tally.Total();
  std::string out;
  AppendOverview(statistics, total, &out);
  if (total.records > 0) {
    AppendLengthTable(total, &out);
    AppendResponseBars(total, options.unicode, &out);
    AppendGroupTable(statistics, &out);
    AppendFormats(total, &out);
    AppendChats(total, &out);
    AppendScripts(total, &out);
    AppendLabels(total, &out);
    if (!statistics.tokenizer.empty()) AppendTokens(statistics, total.tokens, options, &out);
  }
  if (options.targets) AppendCoverage(statistics.tally, *options.targets, &out);
  AppendConflicts(statistics, &out);
  return out;
}

}  // namespace jsonl::stats

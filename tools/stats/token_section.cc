#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "tools/stats/cost.h"
#include "tools/stats/numbers.h"
#include "tools/stats/text_layout.h"
#include "tools/stats/text_sections.h"

namespace jsonl::stats {
namespace {

void AppendRow(std::string_view name, const LengthHistogram& histogram, std::string* out) {
  const LengthSummary tokens = Summarize(histogram);
  if (tokens.count == 0) return;
  absl::StrAppendFormat(out, "  %s %10d %8d %10.1f %8d %8d %8d %8d %12d\n", PaddedName(name, 12),
                        tokens.count, tokens.min, tokens.mean(), tokens.p50, tokens.p90, tokens.p99,
                        tokens.max, tokens.sum);
}

}  // namespace

void AppendTokens(const Statistics& statistics, const TokenTally& tokens,
                  const ReportOptions& options, std::string* out) {
  text::Append(out, "\nTokens (", ShownName(statistics.tokenizer), "):\n");
  absl::StrAppendFormat(out, "  %-12s %10s %8s %10s %8s %8s %8s %8s %12s\n", "", "records", "min",
                        "mean", "p50", "p90", "p99", "max", "all");
  AppendRow("Prompt", tokens.prompts, out);
  AppendRow("Response", tokens.responses, out);
  AppendRow("Record", tokens.records, out);
  const LengthSummary all = Summarize(tokens.records);
  text::Append(out, "  Training on ", all.sum, " tokens an epoch, ", kEpochs * all.sum, " in ",
               kEpochs, " epochs\n");
  if (options.cutoff) {
    const CutOff cut = CutOffAt(tokens.records, *options.cutoff);
    absl::StrAppendFormat(out,
                          "  Cut off at %d tokens: %d records (%.1f%%) lose %d tokens (%.1f%%)\n",
                          *options.cutoff, cut.records, Percent(cut.records, all.count), cut.tokens,
                          Percent(cut.tokens, all.sum));
  }
  if (options.price) {
    const Cost cost = CostOf(tokens, *options.price);
    absl::StrAppendFormat(out, "  Cost: %.2f in + %.2f out = %.2f (at %s,%s a million tokens)\n",
                          cost.input, cost.output, cost.total(), options.price->input.text(),
                          options.price->output.text());
  }
}

}  // namespace jsonl::stats

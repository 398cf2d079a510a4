#include <functional>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/cost.h"
#include "tools/stats/html/length_table.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats::html {
namespace {

using Show = std::function<std::string(const TokenTally&)>;

void WriteRow(const Page& page, std::string_view title, const Show& show, Writer& out) {
  Tag row(out, "tr");
  out.Element("th", {{"scope", "row"}}, title);
  for (size_t i = 0; i < page.columns().size(); ++i) {
    WriteNumber(show(page.totals()[i].tokens), out);
  }
}

// What training on them takes.
void WriteUse(const Page& page, Writer& out) {
  Table table(out, "fit", "What training on all records takes");
  WriteInputHead(page, "What", "All records", 1, out);
  Tag body(out, "tbody");
  const auto all = [](const TokenTally& tokens) { return Summarize(tokens.records).sum; };
  WriteRow(
      page, "Tokens an epoch", [&](const TokenTally& tokens) { return Grouped(all(tokens)); }, out);
  WriteRow(
      page, text::Cat("Tokens in ", kEpochs, " epochs"),
      [&](const TokenTally& tokens) { return Grouped(kEpochs * all(tokens)); }, out);
  if (const auto cutoff = page.options().cutoff) {
    WriteRow(
        page, text::Cat("Records of more than ", Grouped(*cutoff), " tokens"),
        [&](const TokenTally& tokens) {
          const uint64_t records = CutOffAt(tokens.records, *cutoff).records;
          return text::Cat(Grouped(records), " (", Share(records, Summarize(tokens.records).count),
                           ")");
        },
        out);
    WriteRow(
        page, "Tokens lost by cutting them off there",
        [&](const TokenTally& tokens) {
          const uint64_t lost = CutOffAt(tokens.records, *cutoff).tokens;
          return text::Cat(Grouped(lost), " (", Share(lost, all(tokens)), ")");
        },
        out);
  }
  if (const auto& price = page.options().price) {
    WriteRow(
        page, text::Cat("Cost of prompts, at ", price->input.text(), " a million tokens"),
        [&](const TokenTally& t) { return Grouped(CostOf(t, *price).input, 2); }, out);
    WriteRow(
        page, text::Cat("Cost of responses, at ", price->output.text(), " a million tokens"),
        [&](const TokenTally& t) { return Grouped(CostOf(t, *price).output, 2); }, out);
    WriteRow(
        page, "Cost of both",
        [&](const TokenTally& t) { return Grouped(CostOf(t, *price).total(), 2); }, out);
  }
}

}  // namespace

void WriteTokens(const Page& page, Writer& out) {
  const std::string& tokenizer = page.all_columns().front().statistics.tokenizer;
  if (tokenizer.empty()) return;
  std::vector<LengthRow> rows = {{"Prompt", {}}, {"Response", {}}, {"Record", {}}};
  for (size_t i = 0; i < page.columns().size(); ++i) {
    const TokenTally& tokens = page.totals()[i].tokens;
    rows[0].histograms.push_back(&tokens.prompts);
    rows[1].histograms.push_back(&tokens.responses);
    rows[2].histograms.push_back(&tokens.records);
  }
  if (rows[2].empty()) return;
  Section section(out, "tokens", "Tokens");
  WriteLengthTable(
      page,
      text::Cat("How many tokens the records have, by the tokenizer ", text::Shortened(tokenizer)),
      rows, true, out);
  WriteUse(page, out);
  Tag charts(out, "div", {{"class", "charts"}});
  WriteLengthCharts(page, "tokens-", rows[2], "tokens", page.options().cutoff.value_or(0), out);
}

}  // namespace jsonl::stats::html

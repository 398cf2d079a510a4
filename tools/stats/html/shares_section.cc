#include <algorithm>
#include <functional>

#include "common/record/registry.h"
#include "common/text/strings.h"
#include "tools/stats/html/length_table.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/numbers.h"
#include "tools/stats/ranking.h"

namespace jsonl::stats::html {
namespace {

constexpr size_t kMostValues = 20;
constexpr size_t kMostLines = 40;  // values times inputs

// How often a value occurs in each input.
struct ShareRow {
  std::string value;
  std::vector<uint64_t> counts;

  uint64_t most() const { return *std::max_element(counts.begin(), counts.end()); }
};

struct ShareTable {
  std::string caption;
  std::string title;             // of the values
  std::string unit;              // of the counts
  std::vector<ShareRow> rows;    // in any order
  std::vector<uint64_t> others;  // occurrences, in each input, of values that are not known
  std::vector<uint64_t> totals;  // of each input
};

void WriteCells(const ShareTable& table, const std::vector<uint64_t>& counts, Writer& out) {
  for (size_t i = 0; i < counts.size(); ++i) {
    const uint64_t total = table.totals[i];
    const double share =
        total == 0 ? 0 : static_cast<double>(counts[i]) / static_cast<double>(total);
    if (counts.size() == 1) {
      WriteNumber(Grouped(counts[i]), out);
      WriteNumber(Share(counts[i], total), out);
      Tag cell(out, "td", {{"class", "w"}});
      WriteBar(share, i, out);
    } else {
      Tag cell(out, "td", {{"class", "n w"}});
      out.Text(Grouped(counts[i]));
      out.Void("br");
      out.Element("small", Share(counts[i], total));
      WriteBar(share, i, out);
    }
  }
}

void WriteShares(const Page& page, ShareTable table, Writer& out) {
  std::sort(table.rows.begin(), table.rows.end(), [](const ShareRow& a, const ShareRow& b) {
    return a.most() != b.most() ? a.most() > b.most() : a.value < b.value;
  });
  const size_t shown = page.Shown(std::min(table.rows.size(), kMostValues), kMostLines);
  Table element(out, page.several() ? "wide" : "", table.caption);
  WriteInputHead(page, table.title, table.unit, page.several() ? 1 : 3, out);
  Tag body(out, "tbody");
  for (size_t i = 0; i < table.rows.size(); ++i) {
    if (i >= shown) {
      for (size_t c = 0; c < table.others.size(); ++c) table.others[c] += table.rows[i].counts[c];
      continue;
    }
    Tag row(out, "tr");
    {
      Tag cell(out, "th", {{"scope", "row"}});
      out.Name(table.rows[i].value);
    }
    WriteCells(table, table.rows[i].counts, out);
    out.NewLine();
  }
  if (std::all_of(table.others.begin(), table.others.end(), [](uint64_t n) { return n == 0; })) {
    return;
  }
  Tag row(out, "tr");
  out.Element("th", {{"scope", "row"}}, "all others");
  WriteCells(table, table.others, out);
}

// Takes what `values` says of each input: names and counts.
using Values = std::vector<std::pair<std::string_view, uint64_t>>;
ShareTable TableOf(const Page& page, std::string caption, std::string title, std::string unit,
                   const std::function<Values(const GroupTally&)>& values) {
  ShareTable table{std::move(caption), std::move(title), std::move(unit), {}, {}, {}};
  text::StringMap<size_t> places;
  const size_t columns = page.columns().size();
  table.others.resize(columns);
  table.totals.resize(columns);
  for (size_t i = 0; i < columns; ++i) {
    for (const auto& [name, count] : values(page.totals()[i])) {
      const auto [place, is_new] = places.try_emplace(std::string(name), table.rows.size());
      if (is_new) table.rows.push_back({std::string(name), std::vector<uint64_t>(columns)});
      table.rows[place->second].counts[i] += count;
      table.totals[i] += count;
    }
  }
  return table;
}

// The same of a tally, with what it left out.
void WriteTally(const Page& page, std::string caption, std::string title, std::string unit,
                const std::function<const ValueTally&(const GroupTally&)>& tally, Writer& out) {
  ShareTable table = TableOf(page, std::move(caption), std::move(title), std::move(unit),
                             [&](const GroupTally& total) { return ByCount(tally(total)); });
  for (size_t i = 0; i < page.columns().size(); ++i) {
    table.others[i] = tally(page.totals()[i]).others();
    table.totals[i] = tally(page.totals()[i]).total();
  }
  if (!table.rows.empty()) WriteShares(page, std::move(table), out);
}

bool AnyRecords(const Page& page) {
  return std::any_of(page.totals().begin(), page.totals().end(),
                     [](const GroupTally& total) { return total.records > 0; });
}

}  // namespace

void WriteFormats(const Page& page, Writer& out) {
  if (!AnyRecords(page)) return;
  Section section(out, "formats", "Formats");
  Tag tables(out, "div", {{"class", "tables"}});
  WriteShares(page,
              TableOf(page, "Records by what they train", "Format", "Records",
                      [](const GroupTally& total) {
                        Values values;
                        for (size_t i = 0; i < kKindCount; ++i) {
                          if (total.kinds[i] == 0) continue;
                          values.emplace_back(KindTitle(static_cast<Kind>(i)), total.kinds[i]);
                        }
                        return values;
                      }),
              out);
  WriteShares(page,
              TableOf(page, "Records by the format that they look like; any is none of the known",
                      "Record format", "Records",
                      [](const GroupTally& total) {
                        Values values;
                        for (const auto& [format, count] : total.formats) {
                          values.emplace_back(format->name(), count);
                        }
                        return values;
                      }),
              out);
}

void WriteChats(const Page& page, Writer& out) {
  LengthRow turns{"Turns", {}};
  for (size_t i = 0; i < page.columns().size(); ++i) {
    turns.histograms.push_back(&page.totals()[i].turns);
  }
  if (turns.empty()) return;
  Section section(out, "chats", "Chats");
  Tag tables(out, "div", {{"class", "tables"}});
  WriteLengthTable(page, "How many turns the chats have", {turns}, true, out);
  WriteTally(
      page, "Turns by who speaks", "Role", "Turns",
      [](const GroupTally& total) -> const ValueTally& { return total.roles; }, out);
  Tag charts(out, "div", {{"class", "charts"}});
  WriteLengthCharts(page, "turns-", turns, "turns", 0, out);
}

void WriteScripts(const Page& page, Writer& out) {
  const ShareTable table =
      TableOf(page, "Characters by script; a digit or a point is of none", "Script", "Characters",
              [](const GroupTally& total) {
                Values values;
                for (const auto& [script, tally] : total.scripts) {
                  values.emplace_back(text::ScriptName(script), tally.characters);
                }
                return values;
              });
  if (table.rows.empty()) return;
  Section section(out, "scripts", "Scripts");
  WriteShares(page, table, out);
}

void WriteLabels(const Page& page, Writer& out) {
  Writer tables;
  for (size_t i = 0; i < kLabelCount; ++i) {
    const std::string_view title = LabelTitle(static_cast<Label>(i));
    WriteTally(
        page, text::Cat("Records by ", LabelKey(static_cast<Label>(i))), std::string(title),
        "Records", [i](const GroupTally& total) -> const ValueTally& { return total.labels[i]; },
        tables);
  }
  const std::string markup = tables.Take();
  if (markup.empty()) return;
  Section section(out, "labels", "Difficulty and templates");
  Tag group(out, "div", {{"class", "tables"}});
  out.Raw(markup);
}

}  // namespace jsonl::stats::html

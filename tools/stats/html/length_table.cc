#include "tools/stats/html/length_table.h"

#include <algorithm>

#include "common/text/strings.h"
#include "tools/stats/html/bins.h"
#include "tools/stats/html/chart.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats::html {
namespace {

constexpr size_t kBins = 20;
constexpr size_t kBinsOfSeveral = 12;
constexpr int kTicks = 4;
constexpr size_t kMostWithTips = 4;

double GreatestOf(const std::vector<LengthBin>& bins, bool shares) {
  uint64_t greatest = 0;
  uint64_t total = 0;
  for (const LengthBin& bin : bins) {
    greatest = std::max(greatest, bin.count);
    total += bin.count;
  }
  if (!shares) return static_cast<double>(greatest);
  return total == 0 ? 0 : 100.0 * static_cast<double>(greatest) / static_cast<double>(total);
}

std::string Range(const LengthBin& bin) {
  return bin.from == bin.to
             ? Grouped(uint64_t{bin.from})
             : text::Cat(Grouped(uint64_t{bin.from}), " to ", Grouped(uint64_t{bin.to}));
}

// What is to be seen in the chart, for those who do not see it.
std::string Describe(const LengthSummary& lengths, const std::vector<LengthBin>& bins,
                     std::string_view unit) {
  const auto most =
      std::max_element(bins.begin(), bins.end(),
                       [](const LengthBin& a, const LengthBin& b) { return a.count < b.count; });
  return text::Cat("From ", Grouped(uint64_t{lengths.min}), " to ", Grouped(uint64_t{lengths.max}),
                   " ", unit, ", half of them up to ", Grouped(uint64_t{lengths.p50}),
                   ". Most often ", Range(*most), ": ", Share(most->count, lengths.count), ".");
}

void WriteFigure(const Page& page, size_t column, std::string_view title, HistogramChart chart,
                 const LengthSummary& lengths, Writer& out) {
  Tag figure(out, "figure");
  {
    Tag caption(out, "figcaption");
    if (page.named()) {
      WriteInput(page, column, out);
    } else {
      out.Text(title);
    }
    if (IsOpen(chart.bins) && lengths.max >= chart.bins.back().from) {
      out.Element("small", text::Cat(" (last bar: ", Grouped(uint64_t{chart.bins.back().from}),
                                     " to ", Grouped(uint64_t{lengths.max}), ")"));
    }
  }
  WriteHistogram(chart, out);
}

}  // namespace

bool LengthRow::empty() const {
  return std::all_of(histograms.begin(), histograms.end(),
                     [](const LengthHistogram* histogram) { return histogram->empty(); });
}

void WriteLengthTable(const Page& page, std::string_view caption,
                      const std::vector<LengthRow>& rows, bool sums, Writer& out) {
  Table table(out, page.several() ? "many fit" : "fit", caption);
  std::vector<Head> heads = {{"Part"}};
  if (page.several()) heads.push_back({"Input"});
  for (std::string_view title :
       {"Records", "Shortest", "Mean", "Median", "90%", "99%", "Longest", "All"}) {
    if (sums || title != "All") heads.push_back({std::string(title), "n"});
  }
  WriteHead(heads, out);
  for (const LengthRow& row : rows) {
    if (row.empty()) continue;
    Tag body(out, "tbody");
    for (size_t i = 0; i < row.histograms.size(); ++i) {
      const LengthSummary lengths = Summarize(*row.histograms[i]);
      Tag line(out, "tr");
      if (i == 0) {
        out.Element("th",
                    {{"scope", page.several() ? "rowgroup" : "row"},
                     {"rowspan", page.several() ? text::Cat(row.histograms.size()) : ""}},
                    row.title);
      }
      WriteInputCell(page, i, out);
      WriteNumber(Grouped(lengths.count), out);
      const bool none = lengths.count == 0;
      WriteNumber(none ? "–" : Grouped(uint64_t{lengths.min}), out);
      WriteNumber(none ? "–" : Grouped(lengths.mean(), 1), out);
      for (uint32_t length : {lengths.p50, lengths.p90, lengths.p99, lengths.max}) {
        WriteNumber(none ? "–" : Grouped(uint64_t{length}), out);
      }
      if (sums) WriteNumber(Grouped(lengths.sum), out);
      out.NewLine();
    }
  }
}

void WriteLengthCharts(const Page& page, std::string_view id, const LengthRow& row,
                       std::string_view unit, uint64_t cutoff, Writer& out) {
  LengthHistogram all;
  for (const LengthHistogram* histogram : row.histograms) MergeLengths(*histogram, &all);
  const std::vector<LengthBin> bins = BinsOf(all, page.several() ? kBinsOfSeveral : kBins);
  std::vector<std::vector<LengthBin>> counted;
  double greatest = 0;
  for (const LengthHistogram* histogram : row.histograms) {
    counted.push_back(CountInBins(*histogram, bins));
    greatest = std::max(greatest, GreatestOf(counted.back(), page.several()));
  }
  const Scale scale = ScaleFor(greatest, kTicks, !page.several());
  for (size_t i = 0; i < counted.size(); ++i) {
    const LengthSummary lengths = Summarize(*row.histograms[i]);
    if (lengths.count == 0) continue;
    HistogramChart chart;
    chart.id = text::Cat(id, i);
    chart.title = text::Cat(row.title, ": records by ", unit,
                            page.named() ? text::Cat(", ", page.labels()[i]) : "");
    chart.description = Describe(lengths, counted[i], unit);
    chart.unit = unit;
    chart.bins = counted[i];
    chart.shares = page.several();
    chart.scale = scale;
    chart.color = i;
    chart.tips = counted.size() <= kMostWithTips;
    chart.marks.push_back({lengths.p50, text::Cat("median ", Grouped(uint64_t{lengths.p50}))});
    if (cutoff > 0 && cutoff <= UINT32_MAX) {
      chart.marks.push_back({static_cast<uint32_t>(cutoff), text::Cat("cut ", Grouped(cutoff))});
    }
    WriteFigure(page, i, row.title, chart, lengths, out);
    out.NewLine();
  }
}

}  // namespace jsonl::stats::html

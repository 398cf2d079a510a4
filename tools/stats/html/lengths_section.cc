#include "common/text/strings.h"
#include "tools/stats/html/length_table.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/record_texts.h"

namespace jsonl::stats::html {

void WriteLengths(const Page& page, Writer& out) {
  std::vector<LengthRow> rows;
  for (size_t part = 0; part < kPartCount; ++part) {
    LengthRow row{std::string(PartTitle(static_cast<Part>(part))), {}};
    for (size_t i = 0; i < page.columns().size(); ++i) {
      row.histograms.push_back(&page.totals()[i].lengths[part]);
    }
    if (!row.empty()) rows.push_back(std::move(row));
  }
  if (rows.empty()) return;
  Section section(out, "lengths", "Lengths");
  WriteLengthTable(page,
                   "How long the parts of the records are, in characters. 90% have the length "
                   "below that heading, or less.",
                   rows, false, out);
  if (!page.several()) {
    Tag charts(out, "div", {{"class", "charts"}});
    for (size_t i = 0; i < rows.size(); ++i) {
      WriteLengthCharts(page, text::Cat("length", i, "-"), rows[i], "characters", 0, out);
    }
    return;
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    out.Element("h3", rows[i].title);
    Tag charts(out, "div", {{"class", "charts"}});
    WriteLengthCharts(page, text::Cat("length", i, "-"), rows[i], "characters", 0, out);
  }
}

}  // namespace jsonl::stats::html

// How the lengths of some parts of records, or their tokens, are told: in a table, and in charts.

#ifndef JSONL_TOOLS_STATS_HTML_LENGTH_TABLE_H_
#define JSONL_TOOLS_STATS_HTML_LENGTH_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/stats/html/page.h"
#include "tools/stats/html/writer.h"
#include "tools/stats/length_histogram.h"

namespace jsonl::stats::html {

struct LengthRow {
  std::string title;                               // "Instruction"
  std::vector<const LengthHistogram*> histograms;  // of each input

  bool empty() const;
};

// Leaves out the rows of which no input has any. `sums`: with a column of all lengths together.
void WriteLengthTable(const Page& page, std::string_view caption,
                      const std::vector<LengthRow>& rows, bool sums, Writer& out);

// A histogram for each input, all on the same scale. `cutoff` is marked, if it is not 0.
void WriteLengthCharts(const Page& page, std::string_view id, const LengthRow& row,
                       std::string_view unit, uint64_t cutoff, Writer& out);

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_LENGTH_TABLE_H_

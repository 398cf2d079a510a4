// Charts of counts as SVG within the page. Their colors are those of the page's style.

#ifndef JSONL_TOOLS_STATS_HTML_CHART_H_
#define JSONL_TOOLS_STATS_HTML_CHART_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/stats/html/writer.h"
#include "tools/stats/length_histogram.h"

namespace jsonl::stats::html {

// How many colors the style has for inputs.
inline constexpr size_t kColors = 8;
// The class of an element that has one of them: "c0".
std::string ColorClass(size_t color);

// The scale of an axis from 0: its ticks are 1, 2 or 5 times a power of ten apart, and the last one
// is not below the greatest value.
struct Scale {
  double step = 1;
  double top = 1;
};
Scale ScaleFor(double greatest, int most_ticks, bool whole_numbers);

struct HistogramChart {
  struct Mark {
    uint32_t at;
    std::string label;
  };

  std::string id;               // of the page's element; letters, digits and '-'
  std::string title;            // what it shows
  std::string description;      // what is to be seen
  std::string unit;             // of the lengths
  std::vector<LengthBin> bins;  // see BinsOf; at least one
  bool shares = false;          // per cent of all, rather than counts
  Scale scale;                  // of these
  std::vector<Mark> marks;      // lines at some lengths
  size_t color = 0;
  bool tips = true;  // with each bar's numbers, for those who point at it
};
void WriteHistogram(const HistogramChart& chart, Writer& out);

// Whether the last bin is wider than the others, having taken what is beyond.
bool IsOpen(const std::vector<LengthBin>& bins);

// A bar of a cell's width for a share of 1. Only for the eye: the number must stand beside it.
void WriteBar(double share, size_t color, Writer& out);

// Bars without axes for a cell, the highest of which has the cell's height. Only for the eye.
void WriteSparkline(const std::vector<uint64_t>& counts, size_t color, Writer& out);

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_CHART_H_

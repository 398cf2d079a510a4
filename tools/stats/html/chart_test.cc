#include "tools/stats/html/chart.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace jsonl::stats::html {
namespace {

size_t Occurrences(const std::string& text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string Drawn(const HistogramChart& chart) {
  Writer out;
  WriteHistogram(chart, out);
  return out.Take();
}

TEST(ScaleFor, HasRoundTicksUpToTheGreatest) {
  const struct {
    double greatest;
    bool whole;
    double step;
    double top;
  } kCases[] = {
      {1, true, 1, 1},       {3, true, 1, 3},        {5, true, 2, 6},
      {10, true, 5, 10},     {99, true, 50, 100},    {1234567, true, 500000, 1500000},
      {100, false, 50, 100}, {0.3, false, 0.1, 0.3}, {33.4, false, 10, 40},
      {0, true, 1, 1},
  };
  for (const auto& c : kCases) {
    const Scale scale = ScaleFor(c.greatest, 4, c.whole);
    EXPECT_DOUBLE_EQ(scale.step, c.step) << c.greatest;
    EXPECT_DOUBLE_EQ(scale.top, c.top) << c.greatest;
  }
}

TEST(Histogram, HasABarForEachBinThatHoldsSomething) {
  const std::string svg = Drawn({.id = "a",
                                 .title = "Lengths < all",
                                 .description = "Two bars",
                                 .unit = "characters",
                                 .bins = {{0, 9, 4}, {10, 19, 0}, {20, 2999, 1}},
                                 .scale = {2, 4},
                                 .marks = {{15, "median 15"}, {100000, "end"}}});
  EXPECT_EQ(Occurrences(svg, "<rect"), 2u) << svg;
  EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"a-t a-d\""), svg.npos) << svg;
  EXPECT_NE(svg.find("<title id=\"a-t\">Lengths &lt; all</title>"), svg.npos) << svg;
  EXPECT_NE(svg.find("<title>20–2,999 characters: 1 (20.0%)</title>"), svg.npos) << svg;
  EXPECT_EQ(Occurrences(svg, "class=\"c0 open\""), 1u) << svg;
  EXPECT_EQ(Occurrences(svg, "class=\"mark\""), 2u) << svg;
}

TEST(Histogram, OneBinIsNoWall) {
  HistogramChart chart;
  chart.bins = {{2, 2, 7}};
  chart.scale = {5, 10};
  const std::string svg = Drawn(chart);
  EXPECT_NE(svg.find(" width=\"59\""), svg.npos) << svg;
}

TEST(Bar, IsAsLongAsItsShare) {
  Writer out;
  WriteBar(0.125, 9, out);
  EXPECT_EQ(out.Take(),
            "<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"c1\" width=\"12.5%\" "
            "height=\"100%\"/></svg>");
  Writer none;
  WriteBar(0, 0, none);
  EXPECT_EQ(none.Take(), "");
}

TEST(Sparkline, IsOnePath) {
  Writer out;
  WriteSparkline({0, 1000, 1, 0}, 0, out);
  EXPECT_NE(out.Take().find("d=\"M0 20V20h4V0h4V19h4V20h4V20Z\""), std::string::npos);
  Writer none;
  WriteSparkline({0, 0}, 0, none);
  EXPECT_EQ(none.Take(), "");
}

}  // namespace
}  // namespace jsonl::stats::html

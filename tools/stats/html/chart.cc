#include "tools/stats/html/chart.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats::html {
namespace {

// In the units of the picture, which are pixels where there is room for all of it.
constexpr double kWidth = 440;
constexpr double kHeight = 210;
constexpr double kLeft = 46;
constexpr double kRight = 10;
constexpr double kTop = 22;
constexpr double kBottom = 40;
constexpr double kPlotWidth = kWidth - kLeft - kRight;
constexpr double kPlotHeight = kHeight - kTop - kBottom;
constexpr double kWidestBar = 60;
constexpr size_t kMostLabels = 6;

constexpr int kSparkHeight = 20;
constexpr int kSparkStep = 4;

// Without digits that no eye sees.
std::string Coordinate(double value) {
  std::string text = absl::StrFormat("%.1f", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

class Painter {
 public:
  Painter(const HistogramChart& chart, Writer& out) : chart_(chart), out_(out) {
    for (const LengthBin& bin : chart.bins) total_ += bin.count;
    slot_ = std::min(kPlotWidth / static_cast<double>(chart.bins.size()), kWidestBar);
  }

  void Paint() {
    const std::string title_id = chart_.id + "-t";
    const std::string description_id = chart_.id + "-d";
    const std::string box = text::Cat("0 0 ", Coordinate(kWidth), " ", Coordinate(kHeight));
    Tag svg(out_, "svg",
            {{"class", "chart"},
             {"viewBox", box},
             {"role", "img"},
             {"aria-labelledby", text::Cat(title_id, " ", description_id)}});
    out_.Element("title", {{"id", title_id}}, chart_.title);
    out_.Element("desc", {{"id", description_id}}, chart_.description);
    PaintGrid();
    PaintBars();
    PaintLengths();
    for (const HistogramChart::Mark& mark : chart_.marks) PaintMark(mark);
  }

 private:
  double Value(uint64_t count) const {
    const auto value = static_cast<double>(count);
    if (!chart_.shares) return value;
    return total_ == 0 ? 0 : 100 * value / static_cast<double>(total_);
  }
  double Y(double value) const { return kTop + kPlotHeight * (1 - value / chart_.scale.top); }
  double X(size_t bin) const { return kLeft + slot_ * static_cast<double>(bin); }

  void Label(double x, double y, std::string_view anchor, std::string_view text) {
    out_.Element("text", {{"x", Coordinate(x)}, {"y", Coordinate(y)}, {"text-anchor", anchor}},
                 text);
  }
  void Line(std::string_view style, double x1, double y1, double x2, double y2) {
    out_.Void("line", {{"class", style},
                       {"x1", Coordinate(x1)},
                       {"y1", Coordinate(y1)},
                       {"x2", Coordinate(x2)},
                       {"y2", Coordinate(y2)}});
  }

  void PaintGrid() {
    const int ticks = static_cast<int>(chart_.scale.top / chart_.scale.step + 0.5);
    for (int i = 0; i <= ticks; ++i) {
      const double value = chart_.scale.step * i;
      Line(i == 0 ? "axis" : "grid", kLeft, Y(value), kWidth - kRight, Y(value));
      const std::string label = chart_.shares ? text::Cat(Coordinate(value), "%")
                                              : Compact(static_cast<uint64_t>(value + 0.5));
      Label(kLeft - 6, Y(value) + 4, "end", label);
    }
    if (!chart_.shares) Label(0, kTop - 9, "start", "records");
  }

  void PaintBars() {
    for (size_t i = 0; i < chart_.bins.size(); ++i) {
      const LengthBin& bin = chart_.bins[i];
      if (bin.count == 0) continue;
      // What is not nothing is seen.
      const double height = std::max(kPlotHeight * Value(bin.count) / chart_.scale.top, 1.0);
      const bool open = i + 1 == chart_.bins.size() && IsOpen(chart_.bins);
      Tag bar(out_, "rect",
              {{"class", text::Cat(ColorClass(chart_.color), open ? " open" : "")},
               {"x", Coordinate(X(i) + 0.5)},
               {"y", Coordinate(kTop + kPlotHeight - height)},
               {"width", Coordinate(std::max(slot_ - 1, 0.5))},
               {"height", Coordinate(height)}});
      if (!chart_.tips) continue;
      const std::string to = bin.to > bin.from ? text::Cat("–", Grouped(uint64_t{bin.to})) : "";
      out_.Element("title", text::Cat(Grouped(uint64_t{bin.from}), to, " ", chart_.unit, ": ",
                                      Grouped(bin.count), " (", Share(bin.count, total_), ")"));
    }
  }

  void PaintLengths() {
    const size_t bins = chart_.bins.size();
    const size_t every = (bins + kMostLabels - 1) / kMostLabels;
    for (size_t i = 0; i < bins; i += every) {
      Line("axis", X(i), kTop + kPlotHeight, X(i), kTop + kPlotHeight + 4);
      Label(X(i), kHeight - kBottom + 17, "middle", Compact(chart_.bins[i].from));
    }
    Label(kLeft + kPlotWidth / 2, kHeight - 5, "middle", chart_.unit);
  }

  void PaintMark(const HistogramChart::Mark& mark) {
    const LengthBin& first = chart_.bins.front();
    const double width = chart_.bins.size() == 1 && IsOpen(chart_.bins)
                             ? static_cast<double>(first.to) - first.from + 1
                             : WidthOf(chart_.bins);
    if (mark.at < first.from) return;
    const double at = (static_cast<double>(mark.at) + 0.5 - first.from) / width;
    const double x = kLeft + slot_ * std::min(at, static_cast<double>(chart_.bins.size()));
    Line("mark", x, kTop - 6, x, kTop + kPlotHeight);
    const bool right = x > kLeft + kPlotWidth * 0.7;
    Label(right ? x - 4 : x + 4, kTop - 9, right ? "end" : "start", mark.label);
  }

  static double WidthOf(const std::vector<LengthBin>& bins) {
    if (bins.size() == 1) return static_cast<double>(bins[0].to) - bins[0].from + 1;
    return static_cast<double>(bins[1].from) - bins[0].from;
  }

  const HistogramChart& chart_;
  Writer& out_;
  uint64_t total_ = 0;
  double slot_ = 0;
};

}  // namespace

std::string ColorClass(size_t color) { return text::Cat("c", color % kColors); }

Scale ScaleFor(double greatest, int most_ticks, bool whole_numbers) {
  const double least = whole_numbers ? 1 : 0.001;
  double power = std::pow(10, std::floor(std::log10(std::max(greatest, least) / most_ticks)));
  if (whole_numbers) power = std::max(power, 1.0);
  for (double digit : {1, 2, 5, 10}) {
    const double step = digit * power;
    const double ticks = std::ceil(greatest / step - 1e-9);
    if (ticks <= most_ticks) return {step, step * std::max(ticks, 1.0)};
  }
  return {greatest, greatest};
}

bool IsOpen(const std::vector<LengthBin>& bins) {
  if (bins.size() < 2) return false;
  const uint64_t width = bins[1].from - bins[0].from;
  return uint64_t{bins.back().to} - bins.back().from + 1 > width;
}

void WriteHistogram(const HistogramChart& chart, Writer& out) { Painter(chart, out).Paint(); }

void WriteBar(double share, size_t color, Writer& out) {
  if (share <= 0) return;
  Tag svg(out, "svg", {{"class", "bar"}, {"aria-hidden", "true"}});
  const double percent = std::clamp(100 * share, 0.5, 100.0);
  out.Void("rect", {{"class", ColorClass(color)},
                    {"width", text::Cat(Coordinate(percent), "%")},
                    {"height", "100%"}});
}

void WriteSparkline(const std::vector<uint64_t>& counts, size_t color, Writer& out) {
  const uint64_t greatest = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  if (greatest == 0) return;
  const std::string box =
      text::Cat("0 0 ", static_cast<int>(counts.size()) * kSparkStep, " ", kSparkHeight);
  Tag svg(out, "svg",
          {{"class", "spark"},
           {"viewBox", box},
           {"preserveAspectRatio", "none"},
           {"aria-hidden", "true"}});
  // One outline for all: up and down to each height, and along.
  std::string path = text::Cat("M0 ", kSparkHeight);
  for (uint64_t count : counts) {
    const double share = static_cast<double>(count) / static_cast<double>(greatest);
    const int height = count == 0 ? 0 : std::max(1, static_cast<int>(share * kSparkHeight + 0.5));
    text::Append(&path, "V", kSparkHeight - height, "h", kSparkStep);
  }
  text::Append(&path, "V", kSparkHeight, "Z");
  out.Void("path", {{"class", ColorClass(color)}, {"d", path}});
}

}  // namespace jsonl::stats::html

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "tools/stats/cost.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats::html {
namespace {

// A number that an input is first known by.
struct Figure {
  std::string title;
  struct Value {
    double number = 0;  // to tell how it changes
    std::string shown;
    std::string note = "";
  };
  std::string unit;
  std::vector<Value> values;   // of each input
  bool is_percentage = false;  // it changes by points
};

// Where there is no number.
const Figure::Value kNone = {std::numeric_limits<double>::quiet_NaN(), "–"};

Figure::Value CountValue(uint64_t count) { return {static_cast<double>(count), Grouped(count)}; }

Figure::Value ShareValue(uint64_t part, uint64_t whole, bool exact) {
  if (whole == 0) return kNone;
  return {Percent(part, whole), Share(part, whole),
          text::Cat(exact ? "" : "about ", Grouped(part), " of ", Grouped(whole))};
}

class Figures {
 public:
  explicit Figures(const Page& page) : page_(page) {
    for (size_t i = 0; i < page.columns().size(); ++i) {
      responses_.push_back(Summarize(page.totals()[i].response_lengths()));
    }
    Gather();
  }

  const std::vector<Figure>& all() const { return figures_; }

 private:
  using Value = Figure::Value;

  void Add(std::string_view title, std::string_view unit, bool is_percentage,
           const std::function<Value(size_t, const GroupTally&)>& value) {
    Figure figure{std::string(title), std::string(unit), {}, is_percentage};
    for (size_t i = 0; i < responses_.size(); ++i) {
      figure.values.push_back(value(i, page_.totals()[i]));
    }
    figures_.push_back(std::move(figure));
  }

  void Gather() {
    Add("Records", "", false, [&](size_t i, const GroupTally& total) {
      Value value = CountValue(total.records);
      value.note = Size(page_.columns()[i].statistics.bytes);
      return value;
    });
    Add("Groups", text::Cat("by ", page_.By()), false, [&](size_t i, const GroupTally&) {
      return CountValue(page_.columns()[i].statistics.tally.groups().size());
    });
    Add("Valid JSON", "", true, [&](size_t i, const GroupTally& total) {
      return ShareValue(total.valid_json, responses_[i].count, true);
    });
    Add("Different responses", "", true, [&](size_t i, const GroupTally& total) {
      const uint64_t all = responses_[i].count;
      const uint64_t different = std::min(total.responses.Count(), all);
      return ShareValue(different, all, total.responses.exact());
    });
    Add("Median response", "characters", false, [&](size_t i, const GroupTally&) {
      const LengthSummary& lengths = responses_[i];
      if (lengths.count == 0) return kNone;
      return CountValue(lengths.p50);
    });
    Add("Longest response", "characters", false, [&](size_t i, const GroupTally&) {
      const LengthSummary& lengths = responses_[i];
      if (lengths.count == 0) return kNone;
      return CountValue(lengths.max);
    });
    if (page_.all_columns().front().statistics.tokenizer.empty()) return;
    Add("Tokens", "", false, [&](size_t, const GroupTally& total) {
      const LengthSummary tokens = Summarize(total.tokens.records);
      Value value = CountValue(tokens.sum);
      value.note = text::Cat("median ", Grouped(uint64_t{tokens.p50}), " a record");
      return value;
    });
    if (!page_.options().price) return;
    Add("Cost", "", false, [&](size_t, const GroupTally& total) {
      const Cost cost = CostOf(total.tokens, *page_.options().price);
      return Value{cost.total(), Grouped(cost.total(), 2),
                   text::Cat("at ", page_.options().price->input.text(), ", ",
                             page_.options().price->output.text(), " a million")};
    });
  }

  const Page& page_;
  std::vector<LengthSummary> responses_;
  std::vector<Figure> figures_;
};

void WriteTiles(const std::vector<Figure>& figures, Writer& out) {
  Tag tiles(out, "dl", {{"class", "figures"}});
  for (const Figure& figure : figures) {
    Tag tile(out, "div");
    out.Element("dt", figure.title);
    Tag value(out, "dd");
    const Figure::Value& first = figure.values.front();
    out.Text(first.shown);
    const std::string_view note = first.note.empty() ? figure.unit : first.note;
    if (!note.empty()) out.Element("small", note);
  }
}

// From the first of two inputs to the second.
std::string Change(const Figure& figure) {
  const double from = figure.values[0].number;
  const double difference = figure.values[1].number - from;
  if (std::isnan(difference)) return "–";
  if (difference == 0) return "no change";
  if (!figure.is_percentage && from == 0) return "–";
  const double change = figure.is_percentage ? difference : 100 * difference / from;
  const std::string_view unit = figure.is_percentage ? " points" : "%";
  if (std::abs(change) < 0.05) return text::Cat(change > 0 ? "+" : "-", "<0.1", unit);
  return text::Cat(absl::StrFormat("%+.1f", change), unit);
}

void WriteTable(const Page& page, const std::vector<Figure>& figures, Writer& out) {
  const bool change = page.all_columns().size() == 2;
  Table table(out, "fit", "The inputs at a glance");
  {
    Tag head(out, "thead");
    Tag row(out, "tr");
    out.Element("th", {{"scope", "col"}}, "Figure");
    for (size_t i = 0; i < page.columns().size(); ++i) {
      Tag cell(out, "th", {{"scope", "col"}, {"class", "n"}});
      WriteInput(page, i, out);
    }
    if (change) out.Element("th", {{"scope", "col"}, {"class", "n"}}, "Change");
  }
  Tag body(out, "tbody");
  for (const Figure& figure : figures) {
    Tag row(out, "tr");
    {
      Tag cell(out, "th", {{"scope", "row"}});
      out.Text(figure.title);
      if (!figure.unit.empty()) out.Element("small", text::Cat(" ", figure.unit));
    }
    for (const Figure::Value& value : figure.values) {
      Tag cell(out, "td", {{"class", "n"}});
      out.Text(value.shown);
      if (!value.note.empty()) {
        out.Void("br");
        out.Element("small", value.note);
      }
    }
    if (change) WriteNumber(Change(figure), out);
  }
}

}  // namespace

void WriteFigures(const Page& page, Writer& out) {
  if (!page.several()) WriteTiles(Figures(page).all(), out);
}

void WriteInputs(const Page& page, Writer& out) {
  if (!page.several()) return;
  Section section(out, "inputs", "Inputs");
  WriteTable(page, Figures(page).all(), out);
  WriteMore(page.all_columns().size() - page.columns().size(), "input", out);
}

}  // namespace jsonl::stats::html

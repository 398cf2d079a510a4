// What the sections of the HTML report share: what they tell of, and how they tell it.

#ifndef JSONL_TOOLS_STATS_HTML_PAGE_H_
#define JSONL_TOOLS_STATS_HTML_PAGE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"
#include "tools/stats/html/chart.h"
#include "tools/stats/html/writer.h"
#include "tools/stats/reports.h"
#include "tools/stats/tally.h"

namespace jsonl::stats::html {

// One of all inputs together, or several side by side. Holds no more groups and inputs than fit.
class Page {
 public:
  // Of more inputs the first ones are shown: there are that many colors.
  static constexpr size_t kMostColumns = kColors;
  // Lines of the table of groups: one a group, or, of several inputs, one for each of them.
  static constexpr size_t kMostGroups = 100;
  static constexpr size_t kMostLines = 64;

  // Both outlive the page, and there is at least one column.
  Page(const std::vector<Column>& columns, const ReportOptions& options);

  const std::vector<Column>& all_columns() const { return columns_; }
  std::span<const Column> columns() const {
    return std::span(columns_).first(std::min(columns_.size(), kMostColumns));
  }
  const ReportOptions& options() const { return options_; }
  bool several() const { return columns_.size() > 1; }
  bool named() const { return !columns_.front().name.empty(); }

  // Of each of all columns: its groups together, and what to call it.
  const std::vector<GroupTally>& totals() const { return totals_; }
  const std::vector<std::string>& labels() const { return labels_; }

  // All groups, those with most records in one of the inputs first, and how many of them to show.
  const std::vector<std::string_view>& groups() const { return groups_; }
  size_t shown_groups() const { return shown_groups_; }
  // The id of the group's place in the page; none if it is not shown.
  std::optional<std::string> Anchor(std::string_view group) const;

  // "task", and "Task" at the beginning of a line.
  std::string By() const;
  std::string ByTitle() const;

  // How many of so many things that take a line an input are shown.
  size_t Shown(size_t count, size_t most) const;

 private:
  const std::vector<Column>& columns_;
  const ReportOptions& options_;
  std::vector<GroupTally> totals_;
  std::vector<std::string> labels_;
  std::vector<std::string_view> groups_;
  size_t shown_groups_ = 0;
  text::StringMap<size_t> places_;
};

// A part of the page with a heading, as long as it lives.
class Section {
 public:
  Section(Writer& out, std::string_view id, std::string_view title);

 private:
  Tag section_;
};

// A table with a caption, which scrolls by itself where it is too wide, as long as it lives.
class Table {
 public:
  Table(Writer& out, std::string_view style, std::string_view caption);

 private:
  Tag region_;
  Tag table_;
};

// Of its first row.
struct Head {
  std::string title;
  std::string_view style = "";  // "n" for numbers
  int span = 1;                 // columns
};
void WriteHead(const std::vector<Head>& heads, Writer& out);
// The same with a heading for each input behind the first; for one without a name it is `unit`.
void WriteInputHead(const Page& page, std::string_view first, std::string_view unit, int span,
                    Writer& out);

void WriteNumber(std::string_view number, Writer& out);
// "... and 7 more groups", below a table.
void WriteMore(size_t more, std::string_view one, Writer& out);

// The color and the name of an input.
void WriteInput(const Page& page, size_t column, Writer& out);
// In a table where lines are of inputs: the cell that names it, if there are several.
void WriteInputCell(const Page& page, size_t column, Writer& out);

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_PAGE_H_

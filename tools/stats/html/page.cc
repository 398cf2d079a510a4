#include "tools/stats/html/page.h"

#include "common/text/utf8.h"
#include "tools/stats/numbers.h"
#include "tools/stats/ranking.h"
#include "tools/stats/short_names.h"

namespace jsonl::stats::html {
namespace {

std::string Span(int columns) { return columns == 1 ? "" : text::Cat(columns); }

}  // namespace

Page::Page(const std::vector<Column>& columns, const ReportOptions& options)
    : columns_(columns), options_(options) {
  std::vector<std::string> names;
  std::vector<const Tally*> tallies;
  for (const Column& column : columns) {
    names.push_back(column.name);
    tallies.push_back(&column.statistics.tally);
    totals_.push_back(column.statistics.tally.Total());
  }
  labels_ = ShortNames(names);
  groups_ = GroupsOfAll(tallies);
  shown_groups_ =
      several() ? Shown(groups_.size(), kMostLines) : std::min(groups_.size(), kMostGroups);
  for (size_t i = 0; i < shown_groups_; ++i) places_.try_emplace(std::string(groups_[i]), i);
}

std::optional<std::string> Page::Anchor(std::string_view group) const {
  auto found = places_.find(group);
  if (found == places_.end()) return std::nullopt;
  return text::Cat("g", found->second + 1);
}

std::string Page::By() const { return text::Shortened(columns_.front().statistics.by); }
std::string Page::ByTitle() const { return By() == "task" ? "Task" : By(); }

size_t Page::Shown(size_t count, size_t most) const {
  return std::min(count, most / columns().size());
}

Section::Section(Writer& out, std::string_view id, std::string_view title)
    : section_(out, "section", {{"aria-labelledby", id}}) {
  out.Element("h2", {{"id", id}}, title);
  out.NewLine();
}

Table::Table(Writer& out, std::string_view style, std::string_view caption)
    : region_(
          out, "div",
          {{"class", "scroll"}, {"role", "region"}, {"aria-label", caption}, {"tabindex", "0"}}),
      table_(out, "table", {{"class", style}}) {
  Tag tag(out, "caption");
  out.Element("span", caption);
}

void WriteHead(const std::vector<Head>& heads, Writer& out) {
  Tag head(out, "thead");
  Tag row(out, "tr");
  for (const Head& cell : heads) {
    Tag tag(out, "th",
            {{"scope", cell.span > 1 ? "colgroup" : "col"},
             {"colspan", Span(cell.span)},
             {"class", cell.style}});
    out.Text(cell.title);
  }
}

void WriteInputHead(const Page& page, std::string_view first, std::string_view unit, int span,
                    Writer& out) {
  Tag head(out, "thead");
  Tag row(out, "tr");
  out.Element("th", {{"scope", "col"}}, first);
  for (size_t i = 0; i < page.columns().size(); ++i) {
    Tag cell(out, "th",
             {{"scope", span > 1 ? "colgroup" : "col"},
              {"colspan", Span(span)},
              {"class", span > 1 ? "" : "n"}});
    if (page.named()) {
      WriteInput(page, i, out);
    } else {
      out.Text(unit);
    }
  }
}

void WriteNumber(std::string_view number, Writer& out) {
  out.Element("td", {{"class", "n"}}, number);
}

void WriteMore(size_t more, std::string_view one, Writer& out) {
  if (more == 0) return;
  out.Element("p", {{"class", "muted"}},
              text::Cat("... and ", Counted(more, text::Cat("more ", one))));
}

void WriteInput(const Page& page, size_t column, Writer& out) {
  Tag input(out, "span", {{"class", "input"}});
  if (column < Page::kMostColumns) {
    out.Element("span", {{"class", text::Cat("key k", column)}}, "");
  }
  out.Name(page.labels()[column]);
}

void WriteInputCell(const Page& page, size_t column, Writer& out) {
  if (!page.several()) return;
  Tag cell(out, "th", {{"scope", "row"}, {"class", "i"}});
  WriteInput(page, column, out);
}

}  // namespace jsonl::stats::html

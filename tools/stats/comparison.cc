#include <algorithm>
#include <string_view>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/numbers.h"
#include "tools/stats/ranking.h"
#include "tools/stats/reports.h"
#include "tools/stats/text_layout.h"
#include "tools/stats/text_sections.h"

namespace jsonl::stats {
namespace {

constexpr size_t kLabelColumn = 24;
constexpr size_t kColumn = 16;
constexpr size_t kMostGroups = 100;

// The end of a name, which tells files apart: "...s/train.jsonl".
std::string ColumnTitle(std::string_view name) {
  std::string title = text::Visible(name);
  while (text::CountCodePoints(title) > kColumn) {
    size_t next = 1;
    while (next < title.size() && (static_cast<unsigned char>(title[next]) & 0xc0) == 0x80) ++next;
    title.erase(0, next);
  }
  return title;
}

class Table {
 public:
  Table(const std::vector<Column>& columns, std::string* out) : out_(*out) {
    for (const Column& column : columns) totals_.push_back(column.statistics.tally.Total());
  }

  const std::vector<GroupTally>& totals() const { return totals_; }

  // A line of what `show` makes of each.
  template <typename Show>
  void Row(std::string_view label, Show&& show) {
    out_ += PaddedName(label, kLabelColumn);
    for (size_t i = 0; i < totals_.size(); ++i) AppendCell(show(i, totals_[i]));
    out_ += "\n";
  }
  void AppendCell(std::string_view cell) {
    const size_t length = text::CountCodePoints(cell);
    out_.append(length < kColumn ? kColumn - length + 1 : 1, ' ');
    out_ += cell;
  }
  // Lengths, or tokens, of a part.
  template <typename Histogram>
  void Lengths(std::string_view title, Histogram&& histogram) {
    std::vector<LengthSummary> summaries;
    uint64_t count = 0;
    for (const GroupTally& total : totals_) {
      summaries.push_back(Summarize(histogram(total)));
      count += summaries.back().count;
    }
    if (count == 0) return;
    const auto row = [&](std::string_view what, auto&& value) {
      Row(text::Cat(title, " ", what), [&](size_t i, const GroupTally&) {
        return summaries[i].count == 0 ? std::string("-") : value(summaries[i]);
      });
    };
    row("mean", [](const LengthSummary& s) { return absl::StrFormat("%.1f", s.mean()); });
    row("p50", [](const LengthSummary& s) { return text::Cat(s.p50); });
    row("p99", [](const LengthSummary& s) { return text::Cat(s.p99); });
    row("max", [](const LengthSummary& s) { return text::Cat(s.max); });
  }

 private:
  std::vector<GroupTally> totals_;
  std::string& out_;
};

std::string CountAndShare(uint64_t count, uint64_t all) {
  return absl::StrFormat("%d (%.1f%%)", count, Percent(count, all));
}

uint64_t RecordsOf(const Column& column, std::string_view group) {
  auto found = column.statistics.tally.groups().find(group);
  return found == column.statistics.tally.groups().end() ? 0 : found->second.records;
}

void AppendTokenRows(const std::vector<Column>& columns, const ReportOptions& options,
                     Table* table) {
  if (columns.empty() || columns.front().statistics.tokenizer.empty()) return;
  table->Row("Tokens", [](size_t, const GroupTally& total) {
    return text::Cat(Summarize(total.tokens.records).sum);
  });
  table->Lengths("Tokens a record", [](const GroupTally& total) -> const LengthHistogram& {
    return total.tokens.records;
  });
  if (options.cutoff) {
    table->Row("Cut off", [&](size_t, const GroupTally& total) {
      const uint64_t all = Summarize(total.tokens.records).count;
      return CountAndShare(CutOffAt(total.tokens.records, *options.cutoff).records, all);
    });
  }
  if (options.price) {
    table->Row("Cost", [&](size_t, const GroupTally& total) {
      return absl::StrFormat("%.2f", CostOf(total.tokens, *options.price).total());
    });
  }
}

}  // namespace

std::string TextComparison(const std::vector<Column>& columns, const ReportOptions& options) {
  std::string out;
  Table table(columns, &out);
  table.Row("", [&](size_t i, const GroupTally&) { return ColumnTitle(columns[i].name); });
  table.Row("Records", [](size_t, const GroupTally& total) { return text::Cat(total.records); });
  std::vector<const Tally*> tallies;
  for (const Column& column : columns) tallies.push_back(&column.statistics.tally);
  const std::vector<std::string_view> groups = GroupsOfAll(tallies);
  for (size_t g = 0; g < std::min(groups.size(), kMostGroups); ++g) {
    table.Row(groups[g], [&](size_t i, const GroupTally& total) {
      return CountAndShare(RecordsOf(columns[i], groups[g]), total.records);
    });
  }
  if (groups.size() > kMostGroups) {
    text::Append(&out, "... and ", groups.size() - kMostGroups, " more\n");
  }
  for (size_t k = 0; k < kKindCount; ++k) {
    const auto has = [k](const GroupTally& total) { return total.kinds[k] > 0; };
    if (std::none_of(table.totals().begin(), table.totals().end(), has)) continue;
    table.Row(KindTitle(static_cast<Kind>(k)), [&](size_t, const GroupTally& total) {
      return CountAndShare(total.kinds[k], total.records);
    });
  }
  for (size_t p = 0; p < kPartCount; ++p) {
    table.Lengths(
        PartTitle(static_cast<Part>(p)),
        [p](const GroupTally& total) -> const LengthHistogram& { return total.lengths[p]; });
  }
  table.Row("Valid JSON", [](size_t, const GroupTally& total) {
    return absl::StrFormat("%.1f%%",
                           Percent(total.valid_json, Summarize(total.response_lengths()).count));
  });
  table.Row("Distinct responses",
            [](size_t, const GroupTally& total) { return ShownDistinct(total.responses); });
  AppendTokenRows(columns, options, &table);
  return out;
}

}  // namespace jsonl::stats

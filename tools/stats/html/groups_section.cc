#include <algorithm>

#include "common/text/strings.h"
#include "tools/stats/group_judge.h"
#include "tools/stats/html/bins.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/html/tags.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats::html {
namespace {

constexpr size_t kSparkBins = 40;

// Its responses, or what there is in their place.
const LengthHistogram& MainLengths(const GroupTally& group) {
  const LengthHistogram& responses = group.response_lengths();
  return responses.empty() ? group.lengths[static_cast<size_t>(Part::kText)] : responses;
}

class GroupTable {
 public:
  GroupTable(const Page& page, Writer& out)
      : page_(page), out_(out), tokens_(!page.all_columns().front().statistics.tokenizer.empty()) {
    uint32_t min = UINT32_MAX;
    uint32_t max = 0;
    for (size_t i = 0; i < page.columns().size(); ++i) {
      judges_.emplace_back(page.columns()[i].statistics.tally, page.totals()[i],
                           page.options().min_per_group.value_or(kSmallGroup));
      for (std::string_view name : ShownGroups()) {
        const GroupTally* group = Find(i, name);
        if (group == nullptr) continue;
        greatest_ = std::max(greatest_, Fraction(i, group->records));
        for (const auto& [length, count] : MainLengths(*group)) {
          min = std::min(min, length);
          max = std::max(max, length);
        }
      }
    }
    if (min <= max) bins_ = LogBins(min, max, kSparkBins);
  }

  void Write() {
    Table table(out_, page_.several() ? "wide many" : "wide", Caption());
    std::vector<Head> heads = {{page_.ByTitle()}};
    if (page_.several()) heads.push_back({"Input"});
    for (std::string_view title : {"Stands out", "Format"}) heads.push_back({std::string(title)});
    heads.push_back({"Records", "n"});
    heads.push_back({"Share of all", "", 2});
    for (std::string_view title : {"Valid JSON", "Different", "Median", "90%", "Longest"}) {
      heads.push_back({std::string(title), "n"});
    }
    if (!bins_.empty()) {
      heads.push_back(
          {text::Cat("Lengths ", Compact(bins_.front().from), " – ", Compact(bins_.back().to))});
    }
    if (tokens_) heads.push_back({"Tokens", "n"});
    WriteHead(heads, out_);
    if (page_.several()) {
      for (std::string_view name : ShownGroups()) WriteBody(name);
    } else {
      Tag body(out_, "tbody");
      for (std::string_view name : ShownGroups()) WriteRow(name, 0);
    }
  }

 private:
  std::span<const std::string_view> ShownGroups() const {
    return std::span(page_.groups()).first(page_.shown_groups());
  }

  std::string Caption() const {
    return text::Cat("Each group", page_.several() ? " in each input" : "",
                     ": its records, how many of its responses are valid JSON and how many differ, "
                     "and how long they are, in characters. The last picture has one logarithmic "
                     "scale for all groups.");
  }

  const GroupTally* Find(size_t column, std::string_view name) const {
    const auto& groups = page_.columns()[column].statistics.tally.groups();
    auto found = groups.find(name);
    return found == groups.end() ? nullptr : &found->second;
  }

  double Fraction(size_t column, uint64_t records) const {
    const uint64_t all = page_.totals()[column].records;
    return all == 0 ? 0 : static_cast<double>(records) / static_cast<double>(all);
  }

  // A group's lines, one an input.
  void WriteBody(std::string_view name) {
    Tag body(out_, "tbody", {{"id", *page_.Anchor(name)}});
    for (size_t i = 0; i < page_.columns().size(); ++i) WriteRow(name, i);
  }

  void WriteRow(std::string_view name, size_t column) {
    const std::string anchor = *page_.Anchor(name);
    Tag row(out_, "tr");
    if (page_.several() && column == 0) {
      Tag cell(out_, "th", {{"scope", "rowgroup"}, {"rowspan", text::Cat(page_.columns().size())}});
      out_.Name(name);
    } else if (!page_.several()) {
      Tag cell(out_, "th", {{"scope", "row"}, {"id", anchor}});
      out_.Name(name);
    }
    WriteInputCell(page_, column, out_);
    const GroupTally* group = Find(column, name);
    static const GroupTally kNone;
    WriteTags(column, name, group);
    WriteCells(column, group == nullptr ? kNone : *group);
    out_.NewLine();
  }

  void WriteTags(size_t column, std::string_view name, const GroupTally* group) {
    Tag cell(out_, "td");
    Tag tags(out_, "div", {{"class", "tags"}});
    if (group == nullptr) {
      WriteTag(Concern::kAbsent, out_);
      return;
    }
    std::string_view last;
    for (const GroupJudge::Remark& remark : judges_[column].RemarksOn(name, *group)) {
      if (TextOf(remark.concern).word == last) continue;  // once is enough
      last = TextOf(remark.concern).word;
      WriteTag(remark.concern, out_);
    }
    if (last.empty()) out_.Element("span", {{"class", "ok"}}, "✓ ok");
  }

  void WriteCells(size_t column, const GroupTally& group) {
    std::string kinds;
    for (size_t i = 0; i < kKindCount; ++i) {
      if (group.kinds[i] == 0) continue;
      text::Append(&kinds, kinds.empty() ? "" : ", ", KindTitle(static_cast<Kind>(i)));
    }
    out_.Element("td", {{"class", "s"}}, kinds.empty() ? "–" : kinds);
    WriteNumber(Grouped(group.records), out_);
    WriteNumber(Share(group.records, page_.totals()[column].records), out_);
    {
      Tag cell(out_, "td", {{"class", "w"}});
      if (greatest_ > 0) WriteBar(Fraction(column, group.records) / greatest_, column, out_);
    }
    const uint64_t responses = Summarize(group.response_lengths()).count;
    WriteNumber(responses == 0 ? "–" : Share(group.valid_json, responses), out_);
    const uint64_t different = std::min(group.responses.Count(), responses);
    WriteNumber(responses == 0 ? "–" : Share(different, responses), out_);
    const LengthSummary lengths = Summarize(MainLengths(group));
    for (uint32_t length : {lengths.p50, lengths.p90, lengths.max}) {
      WriteNumber(lengths.count == 0 ? "–" : Grouped(uint64_t{length}), out_);
    }
    if (!bins_.empty()) {
      Tag cell(out_, "td");
      std::vector<uint64_t> counts;
      for (const LengthBin& bin : CountInBins(MainLengths(group), bins_)) {
        counts.push_back(bin.count);
      }
      WriteSparkline(counts, column, out_);
    }
    if (tokens_) WriteNumber(Grouped(Summarize(group.tokens.records).sum), out_);
  }

  const Page& page_;
  Writer& out_;
  const bool tokens_;
  std::vector<GroupJudge> judges_;  // of each input
  double greatest_ = 0;             // share of a group
  std::vector<LengthBin> bins_;
};

}  // namespace

void WriteGroups(const Page& page, Writer& out) {
  if (page.groups().empty()) return;
  Section section(out, "groups", text::Cat("Groups by ", page.By()));
  GroupTable(page, out).Write();
  WriteMore(page.groups().size() - page.shown_groups(), "group", out);
}

}  // namespace jsonl::stats::html

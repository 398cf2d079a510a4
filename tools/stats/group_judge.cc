#include "tools/stats/group_judge.h"

#include <algorithm>
#include <optional>

#include "common/pipeline/groups.h"
#include "common/record/registry.h"
#include "common/text/strings.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats {
namespace {

constexpr uint64_t kOutweighing = 10;     // times the records of the group in the middle
constexpr uint64_t kLeastResponses = 20;  // of which repeats are told
constexpr uint64_t kRepeated = 10;        // one in so many, at most, is no matter
constexpr uint64_t kLeastTexts = 100;     // of which outliers are told
constexpr uint64_t kFarLonger = 10;       // times the 99th percentile
constexpr uint64_t kLong = 1000;          // code points; what is shorter is no outlier

struct Outlier {
  Part part;
  uint32_t length;
  uint32_t p99;
  double ratio() const { return static_cast<double>(length) / static_cast<double>(p99); }
};

// The part whose longest text is farthest from the others.
std::optional<Outlier> FindOutlier(const GroupTally& group) {
  std::optional<Outlier> found;
  for (size_t i = 0; i < kPartCount; ++i) {
    const LengthSummary lengths = Summarize(group.lengths[i]);
    const uint32_t most = std::max<uint32_t>(lengths.p99, 1);
    if (lengths.count < kLeastTexts || lengths.max < kLong) continue;
    if (lengths.max / kFarLonger < most) continue;
    const Outlier outlier = {static_cast<Part>(i), lengths.max, most};
    if (!found || outlier.ratio() > found->ratio()) found = outlier;
  }
  return found;
}

uint64_t CountResponses(const GroupTally& group) {
  uint64_t count = 0;
  for (const auto& [length, texts] : group.response_lengths()) count += texts;
  return count;
}

uint64_t EmptyResponses(const GroupTally& group) {
  auto found = group.response_lengths().find(0);
  return found == group.response_lengths().end() ? 0 : found->second;
}

uint64_t Repeats(const GroupTally& group, uint64_t responses) {
  return responses - std::min(responses, group.responses.Count());
}

double Ratio(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string PartOf(uint64_t part, uint64_t whole, std::string_view one) {
  return text::Cat(Grouped(part), " of ", Counted(whole, one), " (", Share(part, whole), ")");
}

}  // namespace

GroupJudge::GroupJudge(const Tally& tally, const GroupTally& total, uint64_t small)
    : total_(total), total_responses_(Summarize(total.response_lengths())), small_(small) {
  std::vector<uint64_t> sizes;
  for (const auto& [name, group] : tally.groups()) sizes.push_back(group.records);
  if (sizes.size() < 2) return;
  // Of an even number, the lesser of the two in the middle.
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>((sizes.size() - 1) / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  median_ = *middle;
}

uint64_t GroupJudge::MissingResponses(const GroupTally& group) const {
  // Where most records have none, that is how they are.
  if (total_responses_.count * 2 < total_.records) return 0;
  const uint64_t have = CountResponses(group) + group.kinds[static_cast<size_t>(Kind::kText)];
  return group.records - std::min(group.records, have);
}

uint64_t GroupJudge::WithoutFormat(const GroupTally& group) const {
  const record::Format* any = record::All().back();
  const auto in_total = total_.formats.find(any);
  if (in_total == total_.formats.end() || in_total->second == total_.records) return 0;
  const auto found = group.formats.find(any);
  return found == group.formats.end() ? 0 : found->second;
}

std::vector<GroupJudge::Remark> GroupJudge::RemarksOn(std::string_view name,
                                                      const GroupTally& group) const {
  std::vector<Remark> remarks;
  const uint64_t responses = CountResponses(group);
  const uint64_t broken = responses - group.valid_json;
  // Prose is no JSON, and need not be. But here a good part of it is, or nearly all else.
  const bool meant_as_json =
      group.valid_json * 5 >= responses || total_.valid_json * 2 >= total_responses_.count;
  if (broken > 0 && meant_as_json) {
    remarks.push_back({Concern::kNotJson, Ratio(broken, responses)});
  }
  if (const uint64_t missing = MissingResponses(group); missing > 0) {
    remarks.push_back({Concern::kNoResponse, Ratio(missing, group.records)});
  }
  if (const uint64_t empty = EmptyResponses(group); empty > 0) {
    remarks.push_back({Concern::kEmptyResponse, Ratio(empty, responses)});
  }
  if (const uint64_t unknown = WithoutFormat(group); unknown > 0) {
    remarks.push_back({Concern::kNoFormat, Ratio(unknown, group.records)});
  }
  if (name == pipeline::kNoGroup && group.records < total_.records) {
    remarks.push_back({Concern::kNoGroup, 1});
  }
  if (group.records < small_) {
    remarks.push_back({Concern::kSmall, -static_cast<double>(group.records)});
  }
  if (median_ > 0 && group.records >= small_ && group.records / kOutweighing >= median_) {
    remarks.push_back({Concern::kOutweighs, Ratio(group.records, median_)});
  }
  const uint64_t repeats = Repeats(group, responses);
  if (responses >= kLeastResponses && repeats > responses / kRepeated) {
    remarks.push_back({Concern::kRepeats, Ratio(repeats, responses)});
  }
  if (const std::optional<Outlier> outlier = FindOutlier(group)) {
    remarks.push_back({Concern::kOutlier, outlier->ratio()});
  }
  return remarks;
}

std::string GroupJudge::Detail(Concern concern, const GroupTally& group) const {
  const uint64_t responses = CountResponses(group);
  switch (concern) {
    case Concern::kNotJson:
      return PartOf(responses - group.valid_json, responses, "response");
    case Concern::kNoResponse:
      return PartOf(MissingResponses(group), group.records, "record");
    case Concern::kEmptyResponse:
      return PartOf(EmptyResponses(group), responses, "response");
    case Concern::kNoFormat:
      return PartOf(WithoutFormat(group), group.records, "record");
    case Concern::kNoGroup:
      return PartOf(group.records, total_.records, "record");
    case Concern::kOutweighs:
      return text::Cat(Counted(group.records, "record"), ", ", Grouped(group.records / median_),
                       " times those of the group in the middle (", Grouped(median_), ")");
    case Concern::kRepeats:
      return text::Cat(group.responses.exact() ? "" : "about ",
                       PartOf(Repeats(group, responses), responses, "response"), " occur before");
    case Concern::kOutlier: {
      const std::optional<Outlier> outlier = FindOutlier(group);
      if (!outlier) return "";
      return text::Cat(PartTitle(outlier->part), " of ",
                       Counted(uint64_t{outlier->length}, "character"), ", while 99% have ",
                       Grouped(uint64_t{outlier->p99}), " or fewer");
    }
    default:
      return Counted(group.records, "record");
  }
}

}  // namespace jsonl::stats

#include "tools/stats/column_findings.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "tools/stats/concern.h"
#include "tools/stats/numbers.h"
#include "tools/stats/ranking.h"

namespace jsonl::stats {
namespace {

constexpr double kFarApart = 0.1;  // shares; or, beyond kApart, twice as much
constexpr double kApart = 0.02;
constexpr double kDeviations = 4;  // of the difference, were the shares one

struct Portion {
  size_t column;
  double records;  // of the group
  double all;      // of the column; not 0
  double share() const { return records / all; }
};

uint64_t RecordsOf(const Tally& tally, std::string_view name) {
  auto found = tally.groups().find(name);
  return found == tally.groups().end() ? 0 : found->second.records;
}

// Of all but inputs without records.
std::vector<Portion> PortionsOf(std::string_view name, const std::vector<Column>& columns,
                                const std::vector<GroupTally>& totals) {
  std::vector<Portion> parts;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (totals[i].records == 0) continue;
    parts.push_back({i, static_cast<double>(RecordsOf(columns[i].statistics.tally, name)),
                     static_cast<double>(totals[i].records)});
  }
  return parts;
}

std::string Lacking(const std::vector<Portion>& parts, const std::vector<std::string>& labels) {
  std::string names;
  for (const Portion& part : parts) {
    if (part.records > 0) continue;
    text::Append(&names, names.empty() ? "none in " : ", ", labels[part.column]);
  }
  return names;
}

// By how much the shares differ; 0 where that may be chance, or is little.
double Difference(const Portion& least, const Portion& most) {
  const double difference = most.share() - least.share();
  const bool twice = difference >= kApart && most.share() >= 2 * least.share();
  if (difference < kFarApart && !twice) return 0;
  const double pooled = (least.records + most.records) / (least.all + most.all);
  const double deviation = std::sqrt(pooled * (1 - pooled) * (1 / least.all + 1 / most.all));
  return difference > kDeviations * deviation ? difference : 0;
}

std::string ShownPortion(const Portion& part, const std::vector<std::string>& labels) {
  return text::Cat(Share(static_cast<uint64_t>(part.records), static_cast<uint64_t>(part.all)),
                   " of ", labels[part.column]);
}

}  // namespace

void FindBetweenColumns(const std::vector<Column>& columns, const std::vector<GroupTally>& totals,
                        const std::vector<std::string>& labels, FoundInstances* found) {
  std::vector<const Tally*> tallies;
  for (const Column& column : columns) tallies.push_back(&column.statistics.tally);
  for (std::string_view name : GroupsOfAll(tallies)) {
    const std::vector<Portion> parts = PortionsOf(name, columns, totals);
    if (parts.empty()) continue;
    const Portion* least = &parts.front();
    const Portion* most = &parts.front();
    for (const Portion& part : parts) {
      if (part.share() < least->share()) least = &part;
      if (part.share() > most->share()) most = &part;
    }
    Instance instance{.kind = Instance::Kind::kGroup, .name = std::string(name), .detail = ""};
    if (least->records == 0) {
      instance.detail = Lacking(parts, labels);
      found->Add(Concern::kAbsent, most->records, std::move(instance));
    } else if (const double difference = Difference(*least, *most); difference > 0) {
      instance.detail = text::Cat(ShownPortion(*most, labels), ", ", ShownPortion(*least, labels));
      found->Add(Concern::kShareDiffers, difference, std::move(instance));
    }
  }
}

}  // namespace jsonl::stats

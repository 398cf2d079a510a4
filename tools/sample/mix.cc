#include "tools/sample/mix.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "common/text/binary_log.h"
#include "common/text/utf8.h"
#include "tools/sample/apportion.h"
#include "tools/sample/group_values.h"

namespace jsonl {
namespace {

using text::Decimal;

absl::Status Invalid(std::string_view a, std::string_view b, std::string_view c) {
  return absl::InvalidArgumentError(text::Cat(a, b, c));
}

}  // namespace

absl::StatusOr<Mix> Mix::OfShares(uint64_t total, std::string_view shares) {
  absl::StatusOr<std::vector<GroupValue>> items = ParseGroupValues("--shares", shares);
  if (!items.ok()) return items.status();
  Mix mix(total);
  std::vector<Decimal> parts;
  for (const GroupValue& item : *items) {
    absl::StatusOr<Decimal> share = Decimal::Parse(item.value);
    if (!share.ok()) return BadValue("--shares", item, share.status());
    parts.push_back(*share);
    const bool others = item.group == "*";
    if (others ? mix.others_.has_value() : mix.shares_.contains(item.group)) {
      return Invalid("group '", item.group, "' is given twice");
    }
    if (others) {
      mix.others_ = *std::move(share);
    } else {
      mix.shares_.emplace(std::string(item.group), *std::move(share));
    }
  }
  if (!Decimal::SumToOne(parts)) return Invalid("--shares ", shares, ": the sum is not 1");
  return mix;
}

absl::StatusOr<Mix> Mix::OfTemperature(uint64_t total, std::string_view temperature) {
  Mix mix(total);
  absl::StatusOr<Decimal> number = Decimal::Parse(temperature);
  if (!number.ok()) return BadValue("--temperature", number.status());
  if (number->IsZero()) return Invalid("--temperature takes a number above 0", "", "");
  mix.temperature_ = *std::move(number);
  return mix;
}

absl::Status Mix::LimitRepeats(std::string_view repeat) {
  absl::StatusOr<Decimal> number = Decimal::Parse(repeat);
  if (!number.ok()) return BadValue("--max-repeat", number.status());
  max_repeat_ = *std::move(number);
  return absl::OkStatus();
}

uint64_t Mix::LimitOf(const Group& group) const {
  if (group.size == 0) return 0;
  return max_repeat_.has_value() ? max_repeat_->FloorOf(group.size) : UINT64_MAX;
}

absl::StatusOr<std::vector<Portion>> Mix::PortionsOf(const std::vector<Group>& groups) const {
  // By name, so that the order of the input does not decide about fractions.
  std::vector<size_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return groups[a].name < groups[b].name; });
  std::vector<Group> sorted;
  for (size_t i : order) sorted.push_back(groups[i]);
  absl::StatusOr<std::vector<Portion>> portions =
      temperature_.has_value() ? ByTemperature(sorted) : ByShares(sorted);
  if (!portions.ok()) return portions;
  std::vector<Portion> ordered(groups.size());
  for (size_t i = 0; i < order.size(); ++i) ordered[order[i]] = (*portions)[i];
  return ordered;
}

absl::StatusOr<std::vector<Portion>> Mix::ByShares(const std::vector<Group>& groups) const {
  std::vector<Portion> portions(groups.size());
  std::vector<Claim> claims;  // of the groups that are named, then of the others together
  std::vector<size_t> named;  // the groups of those claims
  std::vector<size_t> others;
  std::vector<Claim> shared;  // of the others among themselves
  uint64_t others_size = 0;
  Claim together = {others_.has_value() ? others_->InQuintillionths() : 0, 0};
  for (size_t i = 0; i < groups.size(); ++i) {
    const uint64_t limit = LimitOf(groups[i]);
    if (auto found = shares_.find(groups[i].name); found != shares_.end()) {
      portions[i].share = found->second.ToDouble();
      claims.push_back({found->second.InQuintillionths(), limit});
      named.push_back(i);
      continue;
    }
    if (!others_.has_value()) {
      return Invalid("group '", text::Shortened(groups[i].name),
                     "' has no share: name it, or give *=SHARE for all that are not named");
    }
    others.push_back(i);
    shared.push_back({groups[i].size, limit});
    others_size += groups[i].size;
    together.limit += std::min(limit, UINT64_MAX - together.limit);
  }
  if (named.size() < shares_.size()) {
    std::vector<std::string_view> absent;
    for (const auto& [name, share] : shares_) absent.push_back(name);
    for (size_t i : named) std::erase(absent, groups[i].name);
    return Invalid("no record is in group '",
                   text::Shortened(*std::min_element(absent.begin(), absent.end())),
                   "', which --shares names");
  }
  if (others.empty() && together.weight > 0) {
    return Invalid("--shares: no record is in a group that * stands for", "", "");
  }
  claims.push_back(together);
  const std::vector<uint64_t> lines = Apportion(total_, claims);
  for (size_t i = 0; i < named.size(); ++i) portions[named[i]].lines = lines[i];
  const std::vector<uint64_t> other_lines = Apportion(lines.back(), shared);
  for (size_t i = 0; i < others.size(); ++i) {
    Portion& portion = portions[others[i]];
    portion.lines = other_lines[i];
    if (others_size == 0) continue;
    portion.share = others_->ToDouble() * static_cast<double>(shared[i].weight) /
                    static_cast<double>(others_size);
  }
  return portions;
}

std::vector<Portion> Mix::ByTemperature(const std::vector<Group>& groups) const {
  uint64_t largest = 1;
  for (const Group& group : groups) largest = std::max(largest, group.size);
  const bool natural = temperature_->AtMostOne() && temperature_->FloorOf(1) == 1;
  std::vector<Claim> claims;
  double sum = 0;
  for (const Group& group : groups) {
    uint64_t weight = group.size;
    if (!natural && weight > 0) {
      // (size / largest)^(1/temperature)
      const uint64_t log = text::BinaryLog(largest) - text::BinaryLog(weight);
      weight = text::PowerOfHalf(temperature_->QuotientOf(log));
    }
    claims.push_back({weight, LimitOf(group)});
    sum += static_cast<double>(weight);
  }
  const std::vector<uint64_t> lines = Apportion(total_, claims);
  std::vector<Portion> portions;
  for (size_t i = 0; i < groups.size(); ++i) {
    portions.push_back({sum > 0 ? static_cast<double>(claims[i].weight) / sum : 0, lines[i]});
  }
  return portions;
}

}  // namespace jsonl

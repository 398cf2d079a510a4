#include "tools/sample/quotas.h"

#include <charconv>
#include <vector>

#include "tools/sample/group_values.h"

namespace jsonl {
namespace {

absl::StatusOr<Quota> ParseQuota(std::string_view value, bool rate) {
  Quota quota;
  if (rate) {
    absl::StatusOr<text::Decimal> decimal = text::Decimal::Parse(value);
    if (!decimal.ok()) return decimal.status();
    quota.rate = *std::move(decimal);
    return quota;
  }
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), quota.count);
  if (error != std::errc() || end != value.data() + value.size()) {
    return absl::InvalidArgumentError(text::Cat("'", value, "' is no count"));
  }
  return quota;
}

}  // namespace

std::string Quota::ToString() const {
  return rate.has_value() ? text::Cat("rate ", rate->text()) : text::Cat("count ", count);
}

absl::Status Quotas::Add(std::string_view option, std::string_view text) {
  absl::StatusOr<std::vector<GroupValue>> items = ParseGroupValues(option, text);
  if (!items.ok()) return items.status();
  for (const GroupValue& item : *items) {
    absl::StatusOr<Quota> quota = ParseQuota(item.value, option == "--rates");
    if (!quota.ok()) return BadValue(option, item, quota.status());
    const bool others = item.group == "*";
    if (others ? others_.has_value() : named_.contains(item.group)) {
      return absl::InvalidArgumentError(text::Cat("group '", item.group, "' is given twice"));
    }
    if (others) {
      others_ = *std::move(quota);
    } else {
      named_.emplace(std::string(item.group), *std::move(quota));
    }
  }
  return absl::OkStatus();
}

const Quota* Quotas::Find(std::string_view group) const {
  auto found = named_.find(group);
  if (found != named_.end()) return &found->second;
  return others_.has_value() ? &*others_ : nullptr;
}

}  // namespace jsonl

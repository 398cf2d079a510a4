#include "tools/sample/quotas.h"

#include <charconv>
#include <utility>

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

absl::Status Quotas::AddRates(std::string_view text) { return Add(text, true); }
absl::Status Quotas::AddCounts(std::string_view text) { return Add(text, false); }

absl::Status Quotas::Add(std::string_view text, bool rates) {
  std::string_view option = rates ? "--rates" : "--counts";
  while (true) {
    size_t comma = text.find(',');
    std::string_view item = text.substr(0, comma);
    size_t equals = item.rfind('=');
    if (equals == item.npos || equals == 0) {
      return absl::InvalidArgumentError(
          text::Cat(option, " takes GROUP=VALUE,..., not '", item, "'"));
    }
    absl::StatusOr<Quota> quota = ParseQuota(item.substr(equals + 1), rates);
    if (!quota.ok()) {
      return absl::InvalidArgumentError(
          text::Cat(option, " ", item, ": ", text::FromAbsl(quota.status().message())));
    }
    std::string_view name = item.substr(0, equals);
    bool again = name == "*" ? others_.has_value() : named_.contains(name);
    if (again) {
      return absl::InvalidArgumentError(text::Cat("group '", name, "' is given twice"));
    }
    if (name == "*") {
      others_ = *std::move(quota);
    } else {
      named_.emplace(std::string(name), *std::move(quota));
    }
    if (comma == text.npos) return absl::OkStatus();
    text.remove_prefix(comma + 1);
  }
}

const Quota* Quotas::Find(std::string_view group) const {
  auto found = named_.find(group);
  if (found != named_.end()) return &found->second;
  return others_.has_value() ? &*others_ : nullptr;
}

}  // namespace jsonl

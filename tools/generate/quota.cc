#include "tools/generate/quota.h"

#include <algorithm>
#include <numeric>

namespace jsonl::generate {

Quota::Quota(const Library& library, std::optional<uint64_t> limit,
             std::optional<uint64_t> per_template)
    : limit_(limit.value_or(UINT64_MAX)),
      per_template_(per_template.value_or(UINT64_MAX)),
      of_template_(library.templates.size()) {
  for (const TemplateInfo& info : library.templates) {
    const auto at = std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) {
      return group.difficulty == info.difficulty;
    });
    group_of_.push_back(static_cast<uint32_t>(at - groups_.begin()));
    if (at == groups_.end()) groups_.push_back({.difficulty = info.difficulty});
  }
}

bool Quota::IsFirstOfTemplate(uint32_t source) {
  if (of_template_[source] == per_template_) return false;
  ++of_template_[source];
  return true;
}

void Quota::Count(uint32_t source) {
  if (IsFirstOfTemplate(source)) ++groups_[group_of_[source]].there;
}

void Quota::Balance() {
  balanced_ = true;
  std::fill(of_template_.begin(), of_template_.end(), 0);
  std::vector<size_t> order(groups_.size());  // the rarest first
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return groups_[a].there < groups_[b].there; });
  uint64_t left = limit_;
  uint64_t rarest = UINT64_MAX;
  for (size_t i = 0; i < order.size(); ++i) {
    Group& group = groups_[order[i]];
    // What no template's records could be had for is no part of the mix.
    if (group.there == 0) continue;
    if (limit_ == UINT64_MAX) {
      rarest = std::min(rarest, group.there);
      group.wanted = rarest;
    } else {
      group.wanted = std::min(group.there, left / (order.size() - i));
      left -= group.wanted;
    }
  }
}

bool Quota::Keep(uint32_t source) {
  if (full() || !IsFirstOfTemplate(source)) return false;
  if (balanced_) {
    // The k-th of n is one of m where floor(k*m/n) grows.
    Group& group = groups_[group_of_[source]];
    const auto share = [&](uint64_t k) {
      return static_cast<uint64_t>(static_cast<unsigned __int128>(k) * group.wanted / group.there);
    };
    const uint64_t k = group.seen++;
    if (share(k + 1) == share(k)) return false;
  }
  ++kept_;
  return true;
}

}  // namespace jsonl::generate

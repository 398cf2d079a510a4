#include "tools/stats/found_instances.h"

#include <algorithm>
#include <utility>

namespace jsonl::stats {

bool FoundInstances::Takes(Concern concern, double weight) {
  List& list = Of(concern);
  const bool takes = list.kept.size() < kMostInstances || weight >= list.kept.back().weight;
  if (!takes) ++list.more;
  return takes;
}

void FoundInstances::Add(Concern concern, double weight, Instance instance) {
  List& list = Of(concern);
  List::Weighed weighed{weight, std::move(instance)};
  const auto before = [](const List::Weighed& a, const List::Weighed& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    if (a.instance.name != b.instance.name) return a.instance.name < b.instance.name;
    return a.instance.column < b.instance.column;
  };
  const auto at = std::upper_bound(list.kept.begin(), list.kept.end(), weighed, before);
  list.kept.insert(at, std::move(weighed));
  if (list.kept.size() <= kMostInstances) return;
  list.kept.pop_back();
  ++list.more;
}

}  // namespace jsonl::stats

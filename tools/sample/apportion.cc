#include "tools/sample/apportion.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace jsonl {
namespace {

__extension__ using Word128 = unsigned __int128;

}  // namespace

std::vector<uint64_t> Apportion(uint64_t total, const std::vector<Claim>& claims) {
  std::vector<uint64_t> portions(claims.size());
  std::vector<size_t> open;  // claims that may take more, those soon at their limits first
  Word128 weights = 0;
  for (size_t i = 0; i < claims.size(); ++i) {
    if (claims[i].weight == 0) continue;
    open.push_back(i);
    weights += claims[i].weight;
  }
  std::stable_sort(open.begin(), open.end(), [&claims](size_t a, size_t b) {
    return Word128{claims[a].limit} * claims[b].weight <
           Word128{claims[b].limit} * claims[a].weight;
  });
  auto first = open.begin();
  for (; first != open.end(); ++first) {
    const auto& [weight, limit] = claims[*first];
    if (Word128{total} * weight / weights < limit) break;
    portions[*first] = limit;
    total -= limit;
    weights -= weight;
  }
  open.erase(open.begin(), first);

  struct Remainder {
    Word128 size;
    size_t claim;
  };
  std::vector<Remainder> remainders;
  uint64_t left = total;
  for (size_t i : open) {
    const Word128 product = Word128{total} * claims[i].weight;
    portions[i] = static_cast<uint64_t>(product / weights);
    left -= portions[i];
    remainders.push_back({product % weights, i});
  }
  std::sort(remainders.begin(), remainders.end(), [](const Remainder& a, const Remainder& b) {
    return std::tie(b.size, a.claim) < std::tie(a.size, b.claim);
  });
  if (open.empty()) left = 0;
  for (size_t i = 0; i < left; ++i) ++portions[remainders[i].claim];
  return portions;
}

}  // namespace jsonl

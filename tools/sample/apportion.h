// Sharing out a number of things by weights, exactly.

#ifndef JSONL_TOOLS_SAMPLE_APPORTION_H_
#define JSONL_TOOLS_SAMPLE_APPORTION_H_

#include <cstdint>
#include <vector>

namespace jsonl {

struct Claim {
  uint64_t weight = 0;
  uint64_t limit = UINT64_MAX;  // it takes no more
};

// Shares `total` out in proportion to the weights. What a claim cannot take goes to the others, in
// proportion again; the sum falls short of the total only where no claim with a weight can take
// more. Fractions are settled by largest remainder (Hamilton's method), the earlier claim first
// among equals: each gets its proportion rounded up or down. In whole numbers throughout.
std::vector<uint64_t> Apportion(uint64_t total, const std::vector<Claim>& claims);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_APPORTION_H_

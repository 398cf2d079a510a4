#include "tools/stats/distinct_counter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace jsonl::stats {
namespace {

// Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), algorithm 6.
double Sigma(double x) {
  if (x == 1) return HUGE_VAL;
  double y = 1;
  double z = x;
  for (double before = -1; z != before;) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

double Tau(double x) {
  if (x == 0 || x == 1) return 0;
  double y = 1;
  double z = 1 - x;
  for (double before = -1; z != before;) {
    x = std::sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) * (1 - x) * y;
  }
  return z / 3;
}

}  // namespace

void DistinctCounter::Register(uint64_t hash) {
  // The first bits choose the register; how many zeros follow, and 1, is the rank.
  uint8_t& rank = registers_[hash >> (64 - kPrecision)];
  const uint64_t rest = hash << kPrecision;
  const int zeros = rest == 0 ? 64 - kPrecision : std::countl_zero(rest);
  rank = std::max(rank, static_cast<uint8_t>(zeros + 1));
}

void DistinctCounter::MakeRegisters() {
  registers_.assign(kRegisters, 0);
  for (uint64_t hash : hashes_) Register(hash);
  hashes_ = {};
}

void DistinctCounter::Merge(const DistinctCounter& other) {
  if (!other.exact()) {
    MergeRegisters(other.registers_);
    return;
  }
  for (uint64_t hash : other.hashes_) Add(hash);
}

void DistinctCounter::MergeRegisters(const std::vector<uint8_t>& registers) {
  if (exact()) MakeRegisters();
  for (size_t i = 0; i < kRegisters; ++i) registers_[i] = std::max(registers_[i], registers[i]);
}

uint64_t DistinctCounter::Count() const {
  if (exact()) return hashes_.size();
  std::array<uint32_t, kMostRank + 1> of_rank{};
  for (uint8_t rank : registers_) ++of_rank[rank];
  constexpr auto kAll = static_cast<double>(kRegisters);
  double z = kAll * Tau(1 - of_rank[kMostRank] / kAll);
  for (size_t rank = kMostRank - 1; rank >= 1; --rank) z = 0.5 * (z + of_rank[rank]);
  z += kAll * Sigma(of_rank[0] / kAll);
  const double estimate = kAll * kAll / (2 * std::log(2.0) * z);
  return static_cast<uint64_t>(std::llround(estimate));
}

}  // namespace jsonl::stats

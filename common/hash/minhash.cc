#include "common/hash/minhash.h"

#include <algorithm>
#include <cmath>

#include "common/hash/fingerprint.h"
#include "common/hash/folded.h"

namespace jsonl::hash {
namespace {

// Functions are worked off so many at a time, their minima in registers.
constexpr size_t kGroup = 32;

typedef uint32_t Lanes __attribute__((vector_size(64)));
constexpr size_t kLanes = 16;

// The hash of x is x * factor modulo 2^32: for elements that are hashes already, an odd factor
// gives an order of them that is random enough, and a product is all it costs.
__attribute__((always_inline)) inline void SignGroup(absl::Span<const uint64_t> elements,
                                                     const uint32_t* factors, uint32_t* minima) {
  Lanes factor[kGroup / kLanes];
  Lanes least[kGroup / kLanes];
  for (size_t i = 0; i < kGroup / kLanes; ++i) {
    __builtin_memcpy(&factor[i], factors + i * kLanes, sizeof(Lanes));
    least[i] = Lanes{} - 1;
  }
  for (uint64_t element : elements) {
    const auto x = static_cast<uint32_t>(element >> 32);
    for (size_t i = 0; i < kGroup / kLanes; ++i) {
      const Lanes hash = factor[i] * x;
      least[i] = hash < least[i] ? hash : least[i];
    }
  }
  for (size_t i = 0; i < kGroup / kLanes; ++i) {
    __builtin_memcpy(minima + i * kLanes, &least[i], sizeof(Lanes));
  }
}

using SignFunction = void (*)(absl::Span<const uint64_t>, const uint32_t*, uint32_t*);

void SignPlain(absl::Span<const uint64_t> elements, const uint32_t* factors, uint32_t* minima) {
  SignGroup(elements, factors, minima);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) void SignAvx2(absl::Span<const uint64_t> elements,
                                              const uint32_t* factors, uint32_t* minima) {
  SignGroup(elements, factors, minima);
}

__attribute__((target("avx512f"))) void SignAvx512(absl::Span<const uint64_t> elements,
                                                   const uint32_t* factors, uint32_t* minima) {
  SignGroup(elements, factors, minima);
}
#endif

SignFunction BestSignFunction() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f")) return SignAvx512;
  if (__builtin_cpu_supports("avx2")) return SignAvx2;
#endif
  return SignPlain;
}

}  // namespace

MinHash::MinHash(size_t functions) : functions_(functions) {
  const size_t padded = (functions + kGroup - 1) / kGroup * kGroup;
  for (size_t i = 0; i < padded; ++i) {
    factors_.push_back(static_cast<uint32_t>(HashWord(i).low) | 1);
  }
}

void MinHash::Sign(absl::Span<const uint64_t> elements, std::vector<uint32_t>* signature) const {
  static const SignFunction sign = BestSignFunction();
  signature->resize(factors_.size());
  for (size_t i = 0; i < factors_.size(); i += kGroup) {
    sign(elements, factors_.data() + i, signature->data() + i);
  }
  signature->resize(functions_);
}

double Bands::Chance(double similarity) const {
  return 1 -
         std::pow(1 - std::pow(similarity, static_cast<double>(rows)), static_cast<double>(count));
}

uint64_t Bands::KeyOf(absl::Span<const uint32_t> signature, size_t band) const {
  // NH (J. Black and others, UMAC, 1999), of which no multiplication waits for another.
  const uint32_t* row = signature.data() + band * rows;
  uint64_t keys = kPi[0];
  uint64_t sum = 0;
  for (size_t left = rows; left > 1; left -= 2, row += 2, keys += kPi[1]) {
    sum += uint64_t{row[0] + static_cast<uint32_t>(keys)} *
           (row[1] + static_cast<uint32_t>(keys >> 32));
  }
  if (rows % 2 != 0) sum += (row[0] + keys) * kPi[0];
  // So that every bit depends on every row.
  return Folded(sum ^ (sum >> 32), kPi[1]);
}

Bands BandsFor(double threshold) {
  constexpr double kMissed = 0.01;
  const double similarity = threshold + std::min(0.05, (1 - threshold) / 2);
  Bands best = {kMostFunctions, 1};
  for (size_t rows = 1; rows <= kMostFunctions; ++rows) {
    // The smallest number of bands that misses so few; 1 where the similarity is 1.
    const double apart = 1 - std::pow(similarity, static_cast<double>(rows));
    const double count =
        apart <= 0 ? 1 : std::max(1.0, std::ceil(std::log(kMissed) / std::log(apart)));
    if (count * static_cast<double>(rows) > kMostFunctions) break;
    best = {static_cast<size_t>(count), rows};
  }
  return best;
}

}  // namespace jsonl::hash

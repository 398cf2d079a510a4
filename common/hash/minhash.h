// MinHash signatures of sets, and the bands in which near-duplicates meet.
//
// A. Broder, On the resemblance and containment of documents, 1997; bands as in J. Leskovec, A.
// Rajaraman, J. Ullman, Mining of Massive Datasets, section 3.4.

#ifndef JSONL_COMMON_HASH_MINHASH_H_
#define JSONL_COMMON_HASH_MINHASH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace jsonl::hash {

class MinHash {
 public:
  explicit MinHash(size_t functions);

  size_t size() const { return functions_; }

  // Fills `signature` with size() minima, one a hash function. The chance that two sets have the
  // same minimum, the same for every function, is their Jaccard similarity. The elements are
  // hashes themselves, evenly spread, at least one, in any order, and may repeat.
  void Sign(absl::Span<const uint64_t> elements, std::vector<uint32_t>* signature) const;

 private:
  size_t functions_;
  std::vector<uint32_t> factors_;
};

// The rows of a band are compared together: sets are candidates where all rows of a band are equal.
struct Bands {
  size_t count;
  size_t rows;  // of each

  // The chance that sets of this Jaccard similarity are candidates.
  double Chance(double similarity) const;
  // A hash of the rows of a band.
  uint64_t KeyOf(absl::Span<const uint32_t> signature, size_t band) const;
};

// For a threshold in (0, 1]: of sets that are 0.05 more similar than the threshold (or half as far
// from it as 1 is, above 0.9) at most 1 % are missed; that given, and at most kMostFunctions rows
// in all, as few as possible of the sets that are less similar meet.
Bands BandsFor(double threshold);

inline constexpr size_t kMostFunctions = 128;

}  // namespace jsonl::hash

#endif  // JSONL_COMMON_HASH_MINHASH_H_

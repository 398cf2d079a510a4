// Weighted sampling: a record of twice the weight is twice as likely to be chosen first.

#ifndef JSONL_COMMON_PIPELINE_WEIGHT_FIELD_H_
#define JSONL_COMMON_PIPELINE_WEIGHT_FIELD_H_

#include <cstdint>
#include <optional>
#include <utility>

#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/json/field_path.h"
#include "common/report/diagnostic.h"

namespace jsonl::pipeline {

class WeightField {
 public:
  explicit WeightField(json::FieldPath path) : path_(std::move(path)) {}

  // Sets `weight` to the number in the field: 0, or from 1e-300 to 1e300. What is wrong with a
  // record that has no such number.
  std::optional<report::Finding> Read(json::Value root, double* weight) const;

 private:
  json::FieldPath path_;
};

// The rank of records of weight 0: they are never chosen.
inline constexpr hash::Fingerprint kNeverChosen = {UINT64_MAX, UINT64_MAX};

// The rank of a record of that weight, where `rank` is its rank without weights: those of the k
// lowest ranks are a sample of k without replacement, drawn one after the other with probabilities
// in proportion to the weights that are left.
//
// The key u^(1/weight) of Efraimidis and Spirakis (Weighted random sampling with a reservoir,
// Information Processing Letters 97, 2006, algorithm A), with u from the hash `rank.high`, as
// -log2(u) / weight. In whole numbers, and one division and conversion of IEEE 754, so that it is
// the same on every machine. Frozen, as hash::Hash is.
hash::Fingerprint WeightedRank(hash::Fingerprint rank, double weight);

// min(2^64 - 1, floor(share * weight)): what hashes of records of that weight are below with the
// probability of the share, of 2^64, times the weight.
uint64_t WeightedShare(uint64_t share, double weight);

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_WEIGHT_FIELD_H_

// Decides which candidates are near-duplicates, by their true similarity.

#ifndef JSONL_COMMON_NEAR_MATCHER_H_
#define JSONL_COMMON_NEAR_MATCHER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "common/near/candidates.h"
#include "common/near/keep.h"
#include "common/near/set_store.h"

namespace jsonl::near {

// A record, and one that it is a near-duplicate of.
struct Match {
  uint32_t record;
  uint32_t of;
  double similarity;
};

// Everything found is verified: the sets of the two records have at least the Jaccard similarity
// `threshold`. A record is compared with at most kMostCompared others: of those that share buckets
// with it, the latest kMostOfBucket of each bucket count, and those that share most are taken. So
// the work is linear in the input even where all share their buckets.
class Matcher {
 public:
  static constexpr size_t kMostOfBucket = 64;
  static constexpr size_t kMostCompared = 64;

  // `sets` has those of the units in their order. The first `references` records are always kept,
  // and matches are of the others alone.
  Matcher(const Candidates& candidates, const SetStore& sets, uint64_t references,
          double threshold);

  // The records to be dropped, in their order. kFirst and kLast: a record is dropped only for one
  // that is kept, the most similar one it was compared with (of equal ones the first in the input).
  // It is greedy, in input order or from the last record to the first, after the references.
  // kNone: all records that are near-duplicates of some other. kAll: those of some reference.
  absl::StatusOr<std::vector<Match>> Dropped(Keep keep);

  // Every record that near-duplicates lead from to an earlier record, with the first of those.
  // similarity is that of the record and one of them. No references.
  absl::StatusOr<std::vector<Match>> Components();

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  struct Member {
    uint32_t unit;
    uint32_t next;  // index into members_
  };
  struct Best {
    uint32_t unit = kNone;
    double similarity = 0;
  };

  bool IsReference(size_t unit) const { return candidates_.records[unit] < references_; }
  // What stays of equal records.
  void FindKeepers(Keep keep);
  // Units entered before that are most likely similar to this one.
  const std::vector<uint32_t>& Likely(uint32_t unit);
  void Enter(uint32_t unit);
  absl::StatusOr<double> Compare(uint32_t a, uint32_t b, double least);
  absl::Status MatchKept(uint32_t unit, Best* best);
  absl::Status MatchAll(uint32_t unit, std::vector<Best>* best);
  std::vector<Match> Expand(Keep keep, const std::vector<Best>& best) const;

  const Candidates& candidates_;
  const SetStore& sets_;
  uint64_t references_;
  double threshold_;

  std::vector<uint32_t> keepers_;  // by unit: a record
  std::vector<uint32_t> newest_;   // by bucket: index into members_
  std::vector<Member> members_;
  std::vector<uint8_t> shared_;  // by unit: buckets shared with the one that is looked at
  std::vector<uint32_t> likely_;
  std::vector<uint64_t> first_buffer_;
  std::vector<uint64_t> second_buffer_;
};

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_MATCHER_H_

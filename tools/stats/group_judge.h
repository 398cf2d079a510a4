// What is remarkable of a group of records, beside all the others of its input.

#ifndef JSONL_TOOLS_STATS_GROUP_JUDGE_H_
#define JSONL_TOOLS_STATS_GROUP_JUDGE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/stats/concern.h"
#include "tools/stats/length_histogram.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {

// The README says what each rule is.
class GroupJudge {
 public:
  // `total` are all groups together, and outlives the judge. A group of fewer than `small` records
  // is small.
  GroupJudge(const Tally& tally, const GroupTally& total, uint64_t small);

  struct Remark {
    Concern concern;
    double weight;  // the greater the worse, among those of one concern
  };
  // In the order of the concerns.
  std::vector<Remark> RemarksOn(std::string_view name, const GroupTally& group) const;

  // "12 of 500 responses (2.4%)". The concern is one that was remarked on.
  std::string Detail(Concern concern, const GroupTally& group) const;

 private:
  uint64_t MissingResponses(const GroupTally& group) const;
  uint64_t WithoutFormat(const GroupTally& group) const;

  const GroupTally& total_;
  LengthSummary total_responses_;
  uint64_t small_;
  uint64_t median_ = 0;  // records of the group in the middle; 0 if there is but one group
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_GROUP_JUDGE_H_

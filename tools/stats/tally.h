// The counters behind the statistics. All are integers and merge by addition, so that neither
// threads nor the order of the records matter. They are those of proto/stats.proto, one for one.

#ifndef JSONL_TOOLS_STATS_TALLY_H_
#define JSONL_TOOLS_STATS_TALLY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "common/text/strings.h"
#include "tools/stats/record_facts.h"

namespace jsonl::stats {

// How often each length occurs, exactly: 20 to 40 bytes for each length that occurs. Texts of n
// different lengths are n*n/2 characters together, so a gigabyte of them has 45,000 at most.
using LengthHistogram = absl::flat_hash_map<uint32_t, uint64_t>;

// What is told of a histogram. All but count and sum are 0 when it is empty.
struct LengthSummary {
  uint64_t count = 0;
  uint64_t sum = 0;
  uint32_t min = 0;
  uint32_t max = 0;
  // Nearest rank: the least length that p per cent of the texts, or more, do not exceed.
  uint32_t p50 = 0;
  uint32_t p90 = 0;
  uint32_t p99 = 0;
};
LengthSummary Summarize(const LengthHistogram& histogram);

// The counters of some records: those of a group, or all.
struct GroupTally {
  uint64_t records = 0;
  std::array<uint64_t, kKindCount> kinds{};  // by Kind
  LengthHistogram response_lengths;          // in code points
  uint64_t valid_json = 0;                   // responses that are JSON texts

  void Merge(const GroupTally& other);
};

// Groups by name.
class Tally {
 public:
  GroupTally& Group(std::string_view name);
  const text::StringMap<GroupTally>& groups() const { return groups_; }

  void Merge(const Tally& other);
  // All groups together.
  GroupTally Total() const;

 private:
  text::StringMap<GroupTally> groups_;
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_TALLY_H_

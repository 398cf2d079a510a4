// The counters behind the statistics. They merge, so that neither threads nor the order of the
// records matter. They are those of proto/stats.proto, one for one.

#ifndef JSONL_TOOLS_STATS_TALLY_H_
#define JSONL_TOOLS_STATS_TALLY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "common/record/format.h"
#include "common/text/scripts.h"
#include "common/text/strings.h"
#include "tools/stats/distinct_counter.h"
#include "tools/stats/length_histogram.h"
#include "tools/stats/record_facts.h"
#include "tools/stats/record_texts.h"
#include "tools/stats/value_tally.h"

namespace jsonl::stats {

struct ScriptTally {
  uint64_t records = 0;     // in which it occurs
  uint64_t characters = 0;  // code points
};

// The tokens of records, where they are counted. By record, as lengths are.
struct TokenTally {
  LengthHistogram prompts;    // instruction and context
  LengthHistogram responses;  // response, or text
  LengthHistogram records;    // both together

  void Merge(const TokenTally& other);
};

// The counters of some records: those of a group, or all.
struct GroupTally {
  uint64_t records = 0;
  std::array<uint64_t, kKindCount> kinds{};  // by Kind
  absl::flat_hash_map<const record::Format*, uint64_t> formats;
  // By Part, in code points: of each record that has such texts, all of them together.
  std::array<LengthHistogram, kPartCount> lengths;
  uint64_t valid_json = 0;    // responses that are JSON texts
  DistinctCounter responses;  // different ones
  LengthHistogram turns;      // of records that have any
  ValueTally roles;           // of the turns
  absl::flat_hash_map<text::Script, ScriptTally> scripts;
  std::array<ValueTally, kLabelCount> labels;  // by Label
  TokenTally tokens;

  const LengthHistogram& response_lengths() const {
    return lengths[static_cast<size_t>(Part::kResponse)];
  }
  void Merge(const GroupTally& other);
};

// Groups by name.
class Tally {
 public:
  // Makes one where there is none. Other groups may move then.
  GroupTally& Group(std::string_view name);
  // nullptr if there is none.
  GroupTally* Find(std::string_view name);
  const text::StringMap<GroupTally>& groups() const { return groups_; }

  void Merge(const Tally& other);
  // All groups together.
  GroupTally Total() const;

 private:
  text::StringMap<GroupTally> groups_;
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_TALLY_H_

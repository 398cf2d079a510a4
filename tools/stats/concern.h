// What may be wrong with a dataset, or a part of it, in a word and in a line.

#ifndef JSONL_TOOLS_STATS_CONCERN_H_
#define JSONL_TOOLS_STATS_CONCERN_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jsonl::stats {

// In the order in which they are told.
enum class Concern : uint8_t {
  kNoRecords,
  kNotJson,
  kNoResponse,
  kEmptyResponse,
  kNoFormat,
  kNoGroup,
  kMixedTypes,
  kSmall,
  kGoalMissed,
  kAbsent,
  kOutweighs,
  kShareDiffers,
  kOneValue,
  kRepeats,
  kOutlier,
  kCutOff,
  kGoalExceeded,
  kMisread,
};
inline constexpr size_t kConcernCount = 18;

enum class Severity : uint8_t {
  kBad,   // something is broken
  kWarn,  // something is missing
  kNote,  // something is worth a look
};

struct ConcernText {
  Severity severity;
  std::string_view word;  // "broken", "short", "skewed": what a group is
  std::string_view line;  // what a heading says; {} stands for a number or a name
};
const ConcernText& TextOf(Concern concern);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_CONCERN_H_

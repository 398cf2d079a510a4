// What is known of a dataset: all that the reports are made of.

#ifndef JSONL_TOOLS_STATS_STATISTICS_H_
#define JSONL_TOOLS_STATS_STATISTICS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tools/stats/path_tree.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {

struct Statistics {
  std::string by;         // the field that records are grouped by, as given
  std::string tokenizer;  // Tokens::name() of those that were counted; empty if none were
  Tally tally;
  PathTree paths;                   // settled, and its places resolved
  std::vector<std::string> inputs;  // as diagnostics name them; "" of those without records
  uint64_t bytes = 0;               // of all inputs, decompressed
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_STATISTICS_H_

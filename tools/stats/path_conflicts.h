// What loaders that give each column one type would stumble over.

#ifndef JSONL_TOOLS_STATS_PATH_CONFLICTS_H_
#define JSONL_TOOLS_STATS_PATH_CONFLICTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/stats/path_tree.h"

namespace jsonl::stats {

// In the order in which they are told.
enum class Problem : uint8_t {
  kMixedTypes,   // values of more than one type of JSON, null apart
  kBigIntegers,  // integers beyond 64 bits
  kDates,        // all strings are dates: they become timestamps
  kLateKey,      // comes first when columns have been made already
  kLateType,     // values of another type than those that the column was made from: of some after
                 // nulls, fractions after integers, texts after dates
};

std::string_view ProblemName(Problem problem);  // "mixed-types"

// Loaders make columns from the first records: of this many bytes in Hugging Face's datasets.
inline constexpr uint64_t kFirstChunk = 10 << 20;

struct PathConflict {
  // "messages[].content"; "{*}" stands for all keys of an object, and a key with characters that
  // mean something in a path is a string in brackets: a["b.c"].
  std::string path;
  std::vector<Problem> problems;
  const PathNode* node;
};

// In the order of the paths, by bytes of keys. Places of the tree have been resolved.
std::vector<PathConflict> FindConflicts(const PathNode& root, uint64_t first_chunk = kFirstChunk);

// How many different paths there are below the root.
size_t CountPaths(const PathNode& root);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_PATH_CONFLICTS_H_

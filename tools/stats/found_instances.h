// Where something was found: in which groups, fields or inputs.

#ifndef JSONL_TOOLS_STATS_FOUND_INSTANCES_H_
#define JSONL_TOOLS_STATS_FOUND_INSTANCES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/stats/concern.h"

namespace jsonl::stats {

// Of what is found in many groups or fields, this many are told.
inline constexpr size_t kMostInstances = 8;

struct Instance {
  // The number of the column; all of them if it is not one.
  static constexpr size_t kAllColumns = SIZE_MAX;
  size_t column = kAllColumns;
  enum class Kind : uint8_t { kWhole, kGroup, kField } kind = Kind::kWhole;
  std::string name;    // of the group, or the path of the field; empty of a whole input
  std::string detail;  // "12 of 500 responses (2.4%)"
};

// Keeps the weightiest of each concern, in whatever order they come, and counts the others.
class FoundInstances {
 public:
  struct List {
    struct Weighed {
      double weight;
      Instance instance;
    };
    std::vector<Weighed> kept;  // by weight, then name, then column
    size_t more = 0;
  };

  // Whether one of that weight may be kept; if not, it is counted. If so, it is to be added.
  bool Takes(Concern concern, double weight);
  void Add(Concern concern, double weight, Instance instance);

  List& Of(Concern concern) { return lists_[static_cast<size_t>(concern)]; }

 private:
  std::array<List, kConcernCount> lists_;
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_FOUND_INSTANCES_H_

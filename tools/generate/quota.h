// How many examples are written, and which.

#ifndef JSONL_TOOLS_GENERATE_QUOTA_H_
#define JSONL_TOOLS_GENERATE_QUOTA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/generate/library.h"

namespace jsonl::generate {

// Decides about examples in their order: the first of each template, so many of each difficulty,
// spread evenly over the input, and so many in all.
class Quota {
 public:
  Quota(const Library& library, std::optional<uint64_t> limit,
        std::optional<uint64_t> per_template);

  // With a balance, every example is counted first, and Balance called then: the difficulties get
  // equal shares, of the limit or of what the rarest has; one that has fewer leaves the rest of its
  // share of a limit to the others.
  void Count(uint32_t source);
  void Balance();

  // Whether an example of that template is written.
  bool Keep(uint32_t source);
  // Whether none is from here on.
  bool full() const { return kept_ == limit_; }

  struct Group {
    std::string difficulty;
    uint64_t there = 0;
    uint64_t wanted = 0;
    uint64_t seen = 0;
  };
  const std::vector<Group>& groups() const { return groups_; }
  uint64_t kept() const { return kept_; }

 private:
  bool IsFirstOfTemplate(uint32_t source);

  uint64_t limit_ = UINT64_MAX;
  uint64_t per_template_ = UINT64_MAX;
  uint64_t kept_ = 0;
  bool balanced_ = false;
  std::vector<uint64_t> of_template_;
  std::vector<uint32_t> group_of_;  // by template
  std::vector<Group> groups_;       // by difficulty
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_QUOTA_H_

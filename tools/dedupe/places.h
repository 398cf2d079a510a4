// Where lines are, when they are counted over all inputs.

#ifndef JSONL_TOOLS_DEDUPE_PLACES_H_
#define JSONL_TOOLS_DEDUPE_PLACES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/io/block.h"

namespace jsonl {

// Lines are numbered from 0 over all inputs, one input after the other.
class Places {
 public:
  struct Place {
    const std::string& input;  // its name
    size_t input_number;
    uint64_t line;  // from 1
  };

  // To be called for each block in order, with the number of its first line. Another origin is
  // another input.
  void Enter(const io::Origin* origin, uint64_t first_line) {
    if (origin != origin_) Start(origin, first_line);
  }
  // Of a line of an input entered so far.
  Place Of(uint64_t line) const;

  size_t inputs() const { return inputs_.size(); }
  const std::string& name(size_t input_number) const { return inputs_[input_number].name; }

 private:
  struct Input {
    uint64_t first_line;
    std::string name;
  };

  void Start(const io::Origin* origin, uint64_t first_line);

  std::vector<Input> inputs_;
  const io::Origin* origin_ = nullptr;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_PLACES_H_

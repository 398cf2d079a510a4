#include "tools/dedupe/places.h"

#include <algorithm>
#include <iterator>

namespace jsonl {

void Places::Start(const io::Origin* origin, uint64_t first_line) {
  origin_ = origin;
  inputs_.push_back({first_line, origin->name});
}

Places::Place Places::Of(uint64_t line) const {
  auto input = std::prev(std::upper_bound(
      inputs_.begin(), inputs_.end(), line,
      [](uint64_t number, const Input& start) { return number < start.first_line; }));
  return {input->name, static_cast<size_t>(input - inputs_.begin()), line - input->first_line + 1};
}

}  // namespace jsonl

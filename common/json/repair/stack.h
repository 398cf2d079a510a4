// The containers that are open while a text is mended.

#ifndef JSONL_COMMON_JSON_REPAIR_STACK_H_
#define JSONL_COMMON_JSON_REPAIR_STACK_H_

#include <cstddef>
#include <vector>

namespace jsonl::json {

struct Frame {
  bool object = false;
  bool tuple = false;     // was opened by a parenthesis, as Python's tuples are
  bool has_item = false;  // has a member or an element
  bool comma = false;     // a comma was written after the last one
  int other = -1;         // the innermost frame below of the other kind; -1: none
  size_t open = 0;        // where its bracket is in the output
  size_t comma_out = 0;   // where the comma is in the output, and in the text
  size_t comma_at = 0;

  char closer() const { return object ? '}' : ']'; }
};

class Stack {
 public:
  bool empty() const { return frames_.empty(); }
  size_t size() const { return frames_.size(); }
  Frame& top() { return frames_.back(); }
  const Frame& top() const { return frames_.back(); }
  // The frame `depth` below the top.
  const Frame& below(size_t depth) const { return frames_[frames_.size() - 1 - depth]; }
  const Frame& at(size_t index) const { return frames_[index]; }

  void Push(bool object, bool tuple, size_t open) {
    frames_.push_back({.object = object, .tuple = tuple, .open = open});
    SetOther();
  }
  void Pop() { frames_.pop_back(); }
  // Makes an object of the array on top, which is still empty.
  void MakeObject() {
    top().object = true;
    SetOther();
  }

 private:
  void SetOther() {
    if (size() < 2) return;
    const Frame& parent = below(1);
    top().other =
        parent.object != top().object ? static_cast<int>(frames_.size()) - 2 : parent.other;
  }

  std::vector<Frame> frames_;
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_STACK_H_

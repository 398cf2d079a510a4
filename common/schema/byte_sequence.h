// Regular expressions so plain that they are matched byte by byte, without a look back.
//
// Of `pattern` in schemas most are of this kind: ^[a-z_]+$, ^[A-Z]{2}-\d{4}$, ^https://.

#ifndef JSONL_COMMON_SCHEMA_BYTE_SEQUENCE_H_
#define JSONL_COMMON_SCHEMA_BYTE_SEQUENCE_H_

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/schema/code_points.h"

namespace jsonl::schema {

class ByteSequence {
 public:
  static constexpr uint32_t kUnbounded = 0xffffffff;

  // Appends one character of that set; false when bytes cannot tell its members apart.
  bool Append(const std::vector<CodePointSet::Range>& ranges);
  // Appends that character.
  void AppendLiteral(std::string_view utf8);
  // Has what was appended last repeat; false when bytes cannot count it.
  bool RepeatLast(uint32_t min, uint32_t max);
  void AnchorEnd() { anchored_end_ = true; }

  // Whether each step has one way to go on, so that Matches decides what a regular expression of
  // these parts, anchored at its start, decides.
  bool IsDeterministic() const;

  // Whether valid UTF-8 starts with, or when the end is anchored is, such a sequence.
  bool Matches(std::string_view text) const;

 private:
  struct Item {
    std::bitset<256> bytes;
    uint32_t min = 1;
    uint32_t max = 1;
    bool countable = true;  // a byte is a character
    bool once = true;       // min and max are 1
  };

  std::vector<Item> items_;
  size_t last_size_ = 0;  // items that the last character takes
  bool anchored_end_ = false;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_BYTE_SEQUENCE_H_

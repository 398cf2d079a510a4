// Sets of code points, as the character classes of regular expressions are.

#ifndef JSONL_COMMON_SCHEMA_CODE_POINTS_H_
#define JSONL_COMMON_SCHEMA_CODE_POINTS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jsonl::schema {

constexpr char32_t kMaxCodePoint = 0x10ffff;

// Takes the first code point from valid, non-empty UTF-8.
char32_t TakeCodePoint(std::string_view* text);

class CodePointSet {
 public:
  using Range = std::pair<char32_t, char32_t>;  // first and last

  CodePointSet() = default;
  CodePointSet(std::initializer_list<Range> ranges) : ranges_(ranges) {}

  void Add(char32_t first, char32_t last) { ranges_.emplace_back(first, last); }
  void Add(const CodePointSet& other) {
    ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
  }
  // All code points that are not in it.
  CodePointSet Complement() const;

  // Sorted; neither overlapping nor adjacent.
  std::vector<Range> Ranges() const;

 private:
  std::vector<Range> ranges_;
};

// What ECMA 262 (section 22.2.2.9) means by \d, \s and \w; \w and \d are of ASCII.
const CodePointSet& DigitSet();
const CodePointSet& SpaceSet();
const CodePointSet& WordSet();
// What it means by a dot: all but the line terminators.
const CodePointSet& DotSet();

// A class in the syntax of RE2.
std::string Re2Class(const std::vector<CodePointSet::Range>& ranges);
// A code point in the syntax of RE2.
void AppendRe2Literal(char32_t c, std::string* out);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_CODE_POINTS_H_

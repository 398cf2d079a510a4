#include "common/schema/code_points.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/schema/ascii.h"

namespace jsonl::schema {

char32_t TakeCodePoint(std::string_view* text) {
  const auto lead = static_cast<unsigned char>((*text)[0]);
  const size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t c = size == 1 ? lead : lead & (0xffu >> (size + 1));
  for (size_t i = 1; i < size; ++i) c = c << 6 | (static_cast<unsigned char>((*text)[i]) & 0x3f);
  text->remove_prefix(size);
  return c;
}

std::vector<CodePointSet::Range> CodePointSet::Ranges() const {
  std::vector<Range> sorted = ranges_;
  std::sort(sorted.begin(), sorted.end());
  std::vector<Range> merged;
  for (const Range& range : sorted) {
    if (merged.empty() || range.first > merged.back().second + 1) {
      merged.push_back(range);
    } else {
      merged.back().second = std::max(merged.back().second, range.second);
    }
  }
  return merged;
}

CodePointSet CodePointSet::Complement() const {
  CodePointSet out;
  char32_t next = 0;
  for (const Range& range : Ranges()) {
    if (range.first > next) out.Add(next, range.first - 1);
    next = range.second + 1;
  }
  if (next <= kMaxCodePoint) out.Add(next, kMaxCodePoint);
  return out;
}

const CodePointSet& DigitSet() {
  static const auto* set = new CodePointSet{{'0', '9'}};
  return *set;
}

const CodePointSet& SpaceSet() {
  static const auto* set = new CodePointSet{
      {0x09, 0x0d},     {' ', ' '},       {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
      {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
  return *set;
}

const CodePointSet& WordSet() {
  static const auto* set = new CodePointSet{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  return *set;
}

const CodePointSet& DotSet() {
  static const auto* set =
      new CodePointSet(CodePointSet{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}.Complement());
  return *set;
}

void AppendRe2Literal(char32_t c, std::string* out) {
  const char byte = static_cast<char>(c);
  if (c < 0x80 && (IsDigit(byte) || IsLetter(byte) || byte == '_' || byte == ' ')) {
    out->push_back(byte);
  } else {
    absl::StrAppendFormat(out, "\\x{%x}", static_cast<uint32_t>(c));
  }
}

std::string Re2Class(const std::vector<CodePointSet::Range>& ranges) {
  if (ranges.empty()) return "[^\\x{0}-\\x{10ffff}]";
  std::string out = "[";
  for (const auto& [first, last] : ranges) {
    AppendRe2Literal(first, &out);
    if (first == last) continue;
    out.push_back('-');
    AppendRe2Literal(last, &out);
  }
  out.push_back(']');
  return out;
}

}  // namespace jsonl::schema

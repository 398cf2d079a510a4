// What was changed in a text to make it JSON, or why it was not.

#ifndef JSONL_COMMON_JSON_REPAIR_MEND_H_
#define JSONL_COMMON_JSON_REPAIR_MEND_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace jsonl::json {

enum class MendKind : uint8_t {
  kByteOrderMark,
  kSurroundings,  // prose, code fences, a function call
  kEscapedText,   // \" for every quote of the text
  kBrokenEnd,     // half a character of UTF-8
  kWhiteSpace,
  kComment,
  kQuotes,  // single, typographic, doubled
  kMissingQuote,
  kExtraQuote,
  kInnerQuote,
  kEscape,
  kControlCharacter,
  kConcatenation,
  kUnquotedKey,
  kUnquotedString,
  kLiteral,
  kNoJsonValue,  // NaN, Infinity, undefined
  kNumber,
  kMissingComma,
  kExtraSeparator,
  kMissingColon,
  kWrongSeparator,
  kDanglingKey,
  kEllipsis,
  kMissingBracket,
  kExtraBracket,
  kWrongBracket,
  kTruncated,
  kSeveralValues,
};

// "added a missing comma": for messages.
std::string_view Words(MendKind kind);

struct Mend {
  MendKind kind;
  size_t offset;  // in bytes, in the text that was mended

  std::string_view words() const { return Words(kind); }
  friend bool operator==(const Mend&, const Mend&) = default;
};

// Why a text cannot be mended, and where; the words are static.
struct Fault {
  std::string_view words = {};
  size_t offset = 0;  // in bytes, in the text
};

// Collects mends. A text that needs millions of them is listed by its first ones, and counted.
class MendLog {
 public:
  static constexpr size_t kMaxListed = 1000;

  void Add(MendKind kind, size_t offset) {
    if (mends_.size() < kMaxListed) mends_.push_back({kind, offset});
    ++count_;
  }
  void Clear();
  size_t count() const { return count_; }
  // Those listed; by offset, once Sort was called.
  const std::vector<Mend>& mends() const { return mends_; }
  std::vector<Mend>& mends() { return mends_; }
  void Sort();

 private:
  std::vector<Mend> mends_;
  size_t count_ = 0;
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_MEND_H_

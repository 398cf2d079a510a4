// JSON values that can be changed.

#ifndef JSONL_TOOLS_GENERATE_JSON_TREE_H_
#define JSONL_TOOLS_GENERATE_JSON_TREE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json/document.h"

namespace jsonl::generate {

// Its texts are those of the document that it was read from, or of a TextPool.
struct JsonTree {
  enum class Kind : uint8_t { kString, kOther, kArray, kObject };

  Kind kind = Kind::kOther;
  std::string_view text;  // of a string its characters; of a number, true, false or null its JSON
  std::vector<JsonTree> elements;      // of an array; of an object, the values
  std::vector<std::string_view> keys;  // of an object, one for each value

  bool IsNumber() const {
    return kind == Kind::kOther && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
  }
};

// Texts that stay where they are.
class TextPool {
 public:
  std::string_view Keep(std::string text) { return texts_.emplace_back(std::move(text)); }

 private:
  std::list<std::string> texts_;  // takes no memory while there is none
};

inline constexpr size_t kMaxTreeSize = 1 << 20;  // bytes of JSON

// The value as a tree. False, and *why says so, if an object in it has a key twice, or it is larger
// than kMaxTreeSize.
bool ReadTree(json::Value value, JsonTree* tree, std::string* why);

// The trees of one record's values, each read once.
class JsonTrees {
 public:
  // Turns to another record.
  void Clear() { of_record_.clear(); }
  // As ReadTree; null if it fails. Valid until the next call of Clear, or of OfText.
  const JsonTree* OfRecord(json::Value value, std::string* why);
  const JsonTree* OfText(json::Value value, std::string* why);

 private:
  struct Entry {
    uint32_t index = 0;  // of the value in its document
    bool good = false;
    std::string why;
    JsonTree tree;
  };
  std::deque<Entry> of_record_;
  JsonTree of_text_;
};

// How deep it is: 1 for an array or object without others in it, 0 for all else.
size_t DepthOf(const JsonTree& tree);

// Without white space.
void WriteCompact(const JsonTree& tree, std::string* out);
// Without white space, members sorted by key (by code points), numbers in their shortest spelling
// that has the same value. False if an object has a key twice.
bool WriteNormalized(const JsonTree& tree, std::string* out);
// A member or element a line, indented by `indent` a level, up to kMaxIndent levels.
inline constexpr size_t kMaxIndent = 32;
void WritePretty(const JsonTree& tree, std::string_view indent, std::string* out);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_JSON_TREE_H_

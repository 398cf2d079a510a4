// JSON values that can be changed.

#ifndef JSONL_TOOLS_GENERATE_JSON_TREE_H_
#define JSONL_TOOLS_GENERATE_JSON_TREE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"

namespace jsonl::generate {

struct JsonTree {
  enum class Kind : uint8_t { kString, kOther, kArray, kObject };

  Kind kind = Kind::kOther;
  std::string text;  // of a string its characters; of a number, true, false or null its JSON
  std::vector<JsonTree> elements;  // of an array; of an object, the values
  std::vector<std::string> keys;   // of an object, one for each value

  bool IsNumber() const {
    return kind == Kind::kOther && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
  }
};

inline constexpr size_t kMaxTreeSize = 1 << 20;  // bytes of JSON

// The value as a tree. False, and *why says so, if an object in it has a key twice, or it is larger
// than kMaxTreeSize.
bool ReadTree(json::Value value, JsonTree* tree, std::string* why);

// Members sorted by key (by code points), numbers in their shortest spelling that has the same
// value.
void Normalize(JsonTree* tree);

// How deep it is: 1 for an array or object without others in it, 0 for all else.
size_t DepthOf(const JsonTree& tree);

// Without white space.
void WriteCompact(const JsonTree& tree, std::string* out);
// Normalize and WriteCompact.
void WriteNormalized(JsonTree tree, std::string* out);
// A member or element a line, indented by `indent` a level, up to kMaxIndent levels.
inline constexpr size_t kMaxIndent = 32;
void WritePretty(const JsonTree& tree, std::string_view indent, std::string* out);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_JSON_TREE_H_

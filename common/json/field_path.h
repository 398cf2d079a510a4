// The name of a field within a record, as users give it on the command line.

#ifndef JSONL_COMMON_JSON_FIELD_PATH_H_
#define JSONL_COMMON_JSON_FIELD_PATH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/json/document.h"

namespace jsonl::json {

// A dotted path (input.instruction, messages.0.role), or a JSON Pointer (RFC 6901) when it starts
// with a slash (/input/instruction, /a.b/0), for names that contain dots or are empty. A token
// that is a number without leading zeros takes an element of an array; every token names a member
// of an object.
class FieldPath {
 public:
  // InvalidArgument, with a message that quotes the path, when it is empty, has an empty token
  // between dots, or a tilde that is not one of "~0" and "~1" in a pointer.
  static absl::StatusOr<FieldPath> Parse(std::string_view text);

  // The value at this path; absent when the document has none. Where a key occurs twice in an
  // object, the first counts.
  Value Find(Value root) const;

  // Appends all values at this path, where a token "*" stands for every element of an array.
  void FindAll(Value root, std::vector<Value>* out) const;

  // The same path as a JSON Pointer.
  std::string Pointer() const;

  // The path as given.
  std::string_view text() const { return text_; }

 private:
  struct Token {
    std::string name;
    uint32_t position = kNoPosition;  // what it is in an array
  };
  static constexpr uint32_t kNoPosition = 0xffffffff;

  FieldPath() = default;
  void AddToken(std::string name);
  void FindFrom(Value value, size_t token, std::vector<Value>* out) const;

  std::string text_;
  std::vector<Token> tokens_;
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_FIELD_PATH_H_

// Numbers and words as other languages write them, in JSON's form.

#ifndef JSONL_COMMON_JSON_REPAIR_SCALAR_H_
#define JSONL_COMMON_JSON_REPAIR_SCALAR_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace jsonl::json {

enum class ScalarKind : uint8_t {
  kNone,         // neither a number nor a word with a meaning
  kAsWritten,    // JSON already
  kNumber,       // 1_000, .5, 5., +1, 0x1F
  kLeadingZero,  // 0777: octal, decimal, or a code such as 007
  kLiteral,      // True, FALSE, None
  kNoJsonValue,  // NaN, Infinity, undefined: null
};

// What `token` is; where that is neither kNone nor kLeadingZero, *json is its JSON form.
ScalarKind MendScalar(std::string_view token, std::string* json);

// The same for a token that the end of the text may have cut off: "tru", "1.", "2e-". A token of
// which nothing can be said, such as "-", is kAsWritten with an empty *json.
ScalarKind MendCutScalar(std::string_view token, std::string* json);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_SCALAR_H_

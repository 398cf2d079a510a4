// Which text of a record is compared.

#ifndef JSONL_COMMON_NEAR_TEXT_KEY_H_
#define JSONL_COMMON_NEAR_TEXT_KEY_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/json/field_path.h"

namespace jsonl::near {

class TextKey {
 public:
  // "@record", all of it; "@response", what a model is to answer: output, or chosen and rejected,
  // or what the assistant says last in a chat; or fields separated by commas, where a token "*"
  // stands for every element of an array. INVALID_ARGUMENT for others.
  static absl::StatusOr<TextKey> Parse(std::string_view text);

  // Appends the texts in the record's order (of fields: in theirs): of a string itself, of arrays
  // and objects all values within, without keys; numbers, true and false count as written. False,
  // and nothing, if the record lacks what is compared.
  bool Find(json::Value root, std::vector<std::string_view>* texts);

  // Of the record found last: equal where what is compared is equal as JSON.
  hash::Fingerprint Exactly() const;

 private:
  enum class Kind { kRecord, kResponse, kFields };

  bool FindResponse(json::Value root, std::vector<std::string_view>* texts);

  Kind kind_ = Kind::kRecord;
  std::vector<json::FieldPath> fields_;
  std::vector<json::Value> values_;  // found last
};

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_TEXT_KEY_H_

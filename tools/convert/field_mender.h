// JSON inside the strings of records, such as what a model answered, mended.

#ifndef JSONL_TOOLS_CONVERT_FIELD_MENDER_H_
#define JSONL_TOOLS_CONVERT_FIELD_MENDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "common/json/document.h"
#include "common/json/field_path.h"
#include "common/json/repair/repairer.h"
#include "common/record/nested.h"
#include "common/report/diagnostic.h"

namespace jsonl {

class FieldMender {
 public:
  // The fields must outlive the FieldMender.
  explicit FieldMender(const std::vector<json::FieldPath>& fields) : fields_(fields) {}

  // The record with the texts of its fields mended, valid until the next call; `root` itself where
  // they are JSON already. Appends each mend to `warnings`. A text that cannot be mended with
  // confidence is appended to `findings`, and the value is absent. All else stays as written.
  json::Value Mend(json::Value root, std::vector<report::Finding>* warnings,
                   std::vector<report::Finding>* findings);

  // Of the record mended last: which of the first 64 fields it does not have, a bit each, and how
  // many are no strings.
  uint64_t absent() const { return absent_; }
  uint32_t not_strings() const { return not_strings_; }

 private:
  const std::vector<json::FieldPath>& fields_;
  json::Repairer repairer_;
  std::vector<json::Mend> mends_;
  std::string mended_;  // text of a field
  struct Change {
    json::Value value;
    std::string text;
  };
  std::vector<Change> changes_;
  std::string record_;
  record::Nested parser_;
  uint64_t absent_ = 0;
  uint32_t not_strings_ = 0;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_FIELD_MENDER_H_

// A field that must have one of the values of a list.

#ifndef JSONL_TOOLS_VALIDATE_RULES_VALUES_RULE_H_
#define JSONL_TOOLS_VALIDATE_RULES_VALUES_RULE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/json/field_path.h"
#include "common/text/strings.h"
#include "tools/validate/record_rule.h"
#include "tools/validate/rules/field_option.h"

namespace jsonl {

// A record without the field passes. Where the path has "*", every value counts. One finding a
// record.
class ValuesRule final : public RecordRule {
 public:
  struct Values {
    std::string file;
    text::StringSet lines;
  };

  // `option` as in "task=tasks.txt": the file has a value a line; blank lines do not count, nor
  // does a carriage return at the end of a line. INVALID_ARGUMENT for a bad field or an empty
  // file, and the error of a file that cannot be read.
  static absl::StatusOr<NewRule> Parse(std::string_view option);

  ValuesRule(json::FieldPath path, std::shared_ptr<const Values> values)
      : path_(std::move(path)), values_(std::move(values)), without_(Without(path_)) {}

  bool Check(RecordContext& record, std::vector<report::Finding>* findings) override;
  std::string_view unchecked() const override { return without_; }

 private:
  json::FieldPath path_;
  std::shared_ptr<const Values> values_;
  std::string without_;
  std::vector<json::Value> found_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_VALUES_RULE_H_

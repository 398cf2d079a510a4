// A field that must match a regular expression, or must not.

#ifndef JSONL_TOOLS_VALIDATE_RULES_PATTERN_RULE_H_
#define JSONL_TOOLS_VALIDATE_RULES_PATTERN_RULE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/json/field_path.h"
#include "tools/validate/record_rule.h"
#include "tools/validate/rules/field_option.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace jsonl {

// The expression (RE2's syntax) may match anywhere in the text. Where the path has "*", every value
// counts. One finding a record.
class PatternRule final : public RecordRule {
 public:
  enum class Kind {
    kDeny,     // no value matches; a record without the field passes
    kRequire,  // every value matches; a record without the field fails
  };

  // `option` as in "output=(?i)as an ai". INVALID_ARGUMENT says what RE2 says.
  static absl::StatusOr<NewRule> Parse(Kind kind, std::string_view option);

  PatternRule(Kind kind, json::FieldPath path, std::shared_ptr<const re2::RE2> pattern)
      : kind_(kind),
        path_(std::move(path)),
        pattern_(std::move(pattern)),
        without_(Without(path_)) {}

  bool Check(RecordContext& record, std::vector<report::Finding>* findings) override;
  std::string_view unchecked() const override { return without_; }

 private:
  void Add(json::Value root, json::Value value, std::vector<report::Finding>* findings) const;

  Kind kind_;
  json::FieldPath path_;
  std::shared_ptr<const re2::RE2> pattern_;
  std::string without_;
  std::vector<json::Value> values_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_PATTERN_RULE_H_

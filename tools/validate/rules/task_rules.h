// What the families of tasks demand of their records beyond their shape.

#ifndef JSONL_TOOLS_VALIDATE_RULES_TASK_RULES_H_
#define JSONL_TOOLS_VALIDATE_RULES_TASK_RULES_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/schema/options.h"
#include "tools/validate/embedded_schema_rule.h"
#include "tools/validate/record_rule.h"
#include "tools/validate/rules/field_list.h"

namespace jsonl {

// Of records of the format `task`, by the name of their task:
//   schema_generate    the response satisfies input.schema
//   json_repair        input.broken_json is no JSON, the response is
//   text_to_json       the response has the fields that the instruction lists, if it does
//   json_transform     input.json is JSON, and so is the response
//   json_style_strict  the response is input.json without white space, its keys sorted
// For those of `multitask` see multitask_rules.h. Other tasks have no rules.
class TaskRules final : public RecordRule {
 public:
  // Without `check_schema`, somebody else sees to input.schema.
  TaskRules(const schema::CompileOptions& options, bool check_schema)
      : check_schema_(check_schema), schema_(options) {}

  // False also for a text_to_json without a list of fields.
  bool Check(RecordContext& record, std::vector<report::Finding>* findings) override;
  std::string_view unchecked() const override {
    return "of tasks without rules, or without a field list in the instruction";
  }

 private:
  using Findings = std::vector<report::Finding>;

  bool CheckSchemaGenerate(RecordContext& record, Findings* findings);
  bool CheckJsonRepair(RecordContext& record, Findings* findings);
  bool CheckTextToJson(RecordContext& record, Findings* findings);
  bool CheckJsonTransform(RecordContext& record, Findings* findings);
  bool CheckJsonStyleStrict(RecordContext& record, Findings* findings);
  // The JSON that input.json is or holds; absent after a finding.
  json::Value InputJson(RecordContext& record, Findings* findings);

  const bool check_schema_;
  EmbeddedSchemaRule schema_;
  FieldList field_list_;
  json::Parser parser_;
  std::vector<std::string> mismatches_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_TASK_RULES_H_

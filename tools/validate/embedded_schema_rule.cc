#include "tools/validate/embedded_schema_rule.h"

#include "absl/status/status.h"
#include "common/json/syntax_error.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/validate/violation_text.h"

namespace jsonl {
namespace {

using report::Code;

json::Value OwnSchema(const RecordContext& record) {
  const std::string_view format = record.format().name();
  if (format != "task" && format != "any") return {};
  const json::Value input = record.root().Find("input");
  const json::Value schema = input ? input.Find("schema") : input;
  if (!schema || schema.is_null()) return {};
  if (schema.is_string() && text::Strip(schema.string()).empty()) return {};
  return schema;
}

}  // namespace

bool EmbeddedSchemaRule::Check(RecordContext& record, std::vector<report::Finding>* findings) {
  const json::Value field = OwnSchema(record);
  if (!field) return false;
  absl::StatusOr<schema::Schema> schema = Compile(field);
  if (!schema.ok()) {
    findings->push_back(
        {Code::kBadSchema, "/input/schema",
         text::Cat("Schema in 'input.schema': ", text::FromAbsl(schema.status().message()))});
  }
  if (!record.response()) return !schema.ok();
  const json::Value value = record.ResponseJson(findings);
  if (!value || !schema.ok() || schema->Validate(value, &violations_)) return true;
  for (const schema::Violation& violation : violations_) {
    findings->push_back({Code::kSchemaViolation, record.response_pointer(),
                         ViolationText(violation, record.response_name())});
  }
  violations_.clear();
  return true;
}

absl::StatusOr<schema::Schema> EmbeddedSchemaRule::Compile(json::Value field) {
  if (!field.is_string()) return schemas_.Get(field);
  const std::string_view text = field.string();
  if (const json::SyntaxError error = parser_.Parse(text)) {
    return absl::InvalidArgumentError(text::Cat("not JSON (", json::Describe(error, text), ")"));
  }
  return schemas_.Get(parser_.root());
}

}  // namespace jsonl

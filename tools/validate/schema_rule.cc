#include "tools/validate/schema_rule.h"

#include "tools/validate/violation_text.h"

namespace jsonl {

bool SchemaRule::Check(RecordContext& record, std::vector<report::Finding>* findings) {
  if (schema_.Validate(record.root(), &violations_)) return true;
  for (const schema::Violation& violation : violations_) {
    findings->push_back(
        {report::Code::kSchemaViolation, violation.pointer, ViolationText(violation, "")});
  }
  violations_.clear();
  return true;
}

}  // namespace jsonl

// Records satisfy a JSON Schema.

#ifndef JSONL_TOOLS_VALIDATE_SCHEMA_RULE_H_
#define JSONL_TOOLS_VALIDATE_SCHEMA_RULE_H_

#include <vector>

#include "common/schema/schema.h"
#include "common/schema/violation.h"
#include "tools/validate/record_rule.h"

namespace jsonl {

class SchemaRule final : public RecordRule {
 public:
  explicit SchemaRule(const schema::Schema& schema) : schema_(schema) {}

  bool Check(RecordContext& record, std::vector<report::Finding>* findings) override;
  std::string_view unchecked() const override { return ""; }  // it can check all

 private:
  const schema::Schema schema_;
  std::vector<schema::Violation> violations_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_SCHEMA_RULE_H_

// Responses satisfy the JSON Schema that their record carries.

#ifndef JSONL_TOOLS_VALIDATE_EMBEDDED_SCHEMA_RULE_H_
#define JSONL_TOOLS_VALIDATE_EMBEDDED_SCHEMA_RULE_H_

#include <vector>

#include "common/json/parser.h"
#include "common/schema/options.h"
#include "common/schema/schema_cache.h"
#include "common/schema/violation.h"
#include "tools/validate/record_rule.h"

namespace jsonl {

// The schema is the field `schema` of the object `input`, a JSON text or an object, in records of
// the formats task and any. One that is null or blank is none. The response is then JSON, too.
class EmbeddedSchemaRule final : public RecordRule {
 public:
  explicit EmbeddedSchemaRule(const schema::CompileOptions& options)
      : schemas_(options, kCacheMemory) {}

  bool Check(RecordContext& record, std::vector<report::Finding>* findings) override;
  std::string_view unchecked() const override { return "without a schema of their own to check"; }

 private:
  static constexpr size_t kCacheMemory = size_t{16} << 20;  // for each thread

  // INVALID_ARGUMENT says what is wrong with it.
  absl::StatusOr<schema::Schema> Compile(json::Value field);

  json::Parser parser_;
  schema::SchemaCache schemas_;
  std::vector<schema::Violation> violations_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_EMBEDDED_SCHEMA_RULE_H_

// All that is checked about one record.

#ifndef JSONL_TOOLS_VALIDATE_RECORD_CHECKER_H_
#define JSONL_TOOLS_VALIDATE_RECORD_CHECKER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/record/format.h"
#include "common/report/diagnostic.h"
#include "common/schema/options.h"
#include "common/schema/schema.h"
#include "tools/validate/record_context.h"
#include "tools/validate/record_rule.h"
#include "tools/validate/response_rule.h"

namespace jsonl {

struct RecordRules {
  const record::Format* format = nullptr;  // null: the one that the record looks like
  ResponseOptions response = {};
  std::optional<schema::Schema> schema = {};
  bool embedded_schema = false;
  schema::CompileOptions schema_options = {};  // of embedded schemas
  std::vector<NewRule> others = {};
  // Of records of tokens; 0: any.
  uint64_t vocab_size = 0;
  uint64_t seq_length = 0;
};

// One a thread.
class RecordChecker {
 public:
  explicit RecordChecker(const RecordRules& rules);

  // Appends all that is wrong with the record. Returns what could not be checked: bit n stands for
  // unchecked()[n]; of more than 64 rules the rest are not told of.
  uint64_t Check(json::Value root, std::vector<report::Finding>* findings);

  // What the account says of records that could not be checked, "" where that cannot be. The first
  // is about their format; the others are counted of valid records only.
  std::vector<std::string_view> unchecked() const;

 private:
  const record::Format* format_;
  const record::CheckOptions options_;
  std::vector<std::unique_ptr<RecordRule>> rules_;
  RecordContext context_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RECORD_CHECKER_H_

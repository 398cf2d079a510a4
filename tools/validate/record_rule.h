// A rule that records must satisfy beside those of their format.

#ifndef JSONL_TOOLS_VALIDATE_RECORD_RULE_H_
#define JSONL_TOOLS_VALIDATE_RECORD_RULE_H_

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "common/report/diagnostic.h"
#include "tools/validate/record_context.h"

namespace jsonl {

// One a thread, so that it may have state that is used again for the next record.
class RecordRule {
 public:
  RecordRule() = default;
  virtual ~RecordRule() = default;
  RecordRule(const RecordRule&) = delete;
  RecordRule& operator=(const RecordRule&) = delete;

  // Appends all that is wrong with the record, and allocates nothing when nothing is. False if the
  // record has nothing that the rule could check.
  virtual bool Check(RecordContext& record, std::vector<report::Finding>* findings) = 0;

  // What the account says of valid records that it could not check: "without a response to check".
  virtual std::string_view unchecked() const = 0;
};

// Makes a rule for a thread.
using NewRule = std::function<std::unique_ptr<RecordRule>()>;

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RECORD_RULE_H_

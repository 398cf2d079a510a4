// What is asked of responses: that they are JSON, and their lengths.

#ifndef JSONL_TOOLS_VALIDATE_RESPONSE_RULE_H_
#define JSONL_TOOLS_VALIDATE_RESPONSE_RULE_H_

#include <cstdint>

#include "tools/validate/record_rule.h"

namespace jsonl {

struct ResponseOptions {
  bool json = false;
  // In code points.
  uint64_t min_length = 0;
  uint64_t max_length = UINT64_MAX;

  bool AskAnything() const { return json || min_length > 0 || max_length < UINT64_MAX; }
};

class ResponseRule final : public RecordRule {
 public:
  explicit ResponseRule(const ResponseOptions& options) : options_(options) {}

  bool Check(RecordContext& record, std::vector<report::Finding>* findings) override;
  std::string_view unchecked() const override { return "without a response to check"; }

 private:
  void CheckLength(RecordContext& record, std::vector<report::Finding>* findings) const;

  ResponseOptions options_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RESPONSE_RULE_H_

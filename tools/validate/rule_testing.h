// Rules as tests try them.

#ifndef JSONL_TOOLS_VALIDATE_RULE_TESTING_H_
#define JSONL_TOOLS_VALIDATE_RULE_TESTING_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/record/registry.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"
#include "tools/validate/record_context.h"
#include "tools/validate/record_rule.h"

namespace jsonl::test {

// "code pointer message" of each finding, separated by " | ".
inline std::string Listed(const std::vector<report::Finding>& findings) {
  std::string all;
  for (const report::Finding& finding : findings) {
    text::Append(&all, all.empty() ? "" : " | ", report::CodeName(finding.code), " ",
                 finding.pointer, " ", finding.message);
  }
  return all;
}

// What the rule finds in a record of the format that it looks like; "unchecked" if it could check
// nothing.
inline std::string Check(RecordRule& rule, std::string_view record) {
  const ParsedText parsed(record);
  RecordContext context;
  context.Reset(parsed.root(), record::Recognise(parsed.root()));
  std::vector<report::Finding> findings;
  const bool checked = rule.Check(context, &findings);
  return checked || !findings.empty() ? Listed(findings) : "unchecked";
}

}  // namespace jsonl::test

#endif  // JSONL_TOOLS_VALIDATE_RULE_TESTING_H_

#include "tools/validate/rules/multitask_rules.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

using report::Code;

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The string root[object][name]; absent if there is none.
json::Value Find(json::Value root, const json::Name& object, const json::Name& name) {
  json::Value value = root.Find(object);
  if (value) value = value.Find(name);
  return value && value.is_string() ? value : json::Value();
}

// Whether the text does not start with all of `start`, white space in either aside.
bool LacksStart(std::string_view text, std::string_view start) {
  size_t at = 0;
  for (char c : start) {
    if (IsSpace(c)) continue;
    while (at < text.size() && IsSpace(text[at])) ++at;
    if (at == text.size() || text[at] != c) return true;
    ++at;
  }
  return false;
}

}  // namespace

bool CheckMultitask(RecordContext& record, std::vector<report::Finding>* findings) {
  const json::Value root = record.root();
  const json::Value task = root.Find("task");
  const std::string_view name = task && task.is_string() ? task.string() : std::string_view();
  if (name == "code_completion") {
    const json::Value partial = Find(root, "input", "partial_code");
    const json::Value completed = Find(root, "target", "completed_code");
    if (partial && completed && LacksStart(completed.string(), partial.string())) {
      findings->push_back({Code::kFieldMismatch, "/target/completed_code",
                           "Field 'target.completed_code' does not start with "
                           "'input.partial_code'"});
    }
  } else if (name == "error_resolution") {
    const json::Value broken = Find(root, "input", "broken_code");
    const json::Value fixed = Find(root, "target", "fixed_code");
    if (broken && fixed && text::Strip(broken.string()) == text::Strip(fixed.string())) {
      findings->push_back({Code::kIdenticalPair, "/target/fixed_code",
                           "Fields 'input.broken_code' and 'target.fixed_code' are identical"});
    }
  } else if (name != "sql_to_ibis" && name != "ibis_to_sql" && name != "qa" &&
             name != "documentation") {
    return false;
  }
  return true;
}

}  // namespace jsonl

#include "tools/validate/rules/task_rules.h"

#include <string_view>

#include "common/json/fingerprint.h"
#include "common/json/pointer.h"
#include "common/json/syntax_error.h"
#include "common/record/findings.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/validate/rules/multitask_rules.h"
#include "tools/validate/rules/normal_form.h"

namespace jsonl {
namespace {

using report::Code;

constexpr json::Name kTask = "task", kInput = "input";

json::Value Context(const RecordContext& record, const json::Name& name) {
  json::Value input = record.root().Find(kInput);
  return input ? input.Find(name) : json::Value();
}

// A field of the input, which is missing or of the wrong type. Where the input is no object, the
// format has said so.
void Demand(const RecordContext& record, json::Value value, std::string_view name,
            std::vector<report::Finding>* findings) {
  if (const json::Value all = record.root().Find(kInput); !all || !all.is_object()) return;
  const record::Place root;
  const record::Place input(root, "input");
  record::Findings found(findings, record::Findings::Wording::kTask);
  found.IsString(record::Place(input, name), value);
}

// A response that there has to be: without one, the format has said so.
json::Value RespondsInJson(RecordContext& record, std::vector<report::Finding>* findings) {
  return record.response() ? record.ResponseJson(findings) : json::Value();
}

std::string ResponseName(RecordContext& record) {
  std::string name = record.response_name();
  if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

}  // namespace

bool TaskRules::Check(RecordContext& record, Findings* findings) {
  struct Family {
    std::string_view task;
    bool (TaskRules::*check)(RecordContext&, Findings*);
  };
  static constexpr Family kFamilies[] = {
      {"schema_generate", &TaskRules::CheckSchemaGenerate},
      {"json_repair", &TaskRules::CheckJsonRepair},
      {"text_to_json", &TaskRules::CheckTextToJson},
      {"json_transform", &TaskRules::CheckJsonTransform},
      {"json_style_strict", &TaskRules::CheckJsonStyleStrict},
  };
  if (record.format().name() == "multitask") return CheckMultitask(record, findings);
  json::Value task = record.root().Find(kTask);
  if (task && task.is_string() && record.format().name() == "task") {
    for (const Family& family : kFamilies) {
      if (task.string() == family.task) return (this->*family.check)(record, findings);
    }
  }
  return false;
}

bool TaskRules::CheckSchemaGenerate(RecordContext& record, Findings* findings) {
  const json::Value schema = Context(record, "schema");
  if (!schema || schema.is_null()) Demand(record, schema, "schema", findings);
  if (check_schema_) schema_.Check(record, findings);
  RespondsInJson(record, findings);
  return true;
}

bool TaskRules::CheckJsonRepair(RecordContext& record, Findings* findings) {
  json::Value broken = Context(record, "broken_json");
  if (!broken || !broken.is_string()) {
    Demand(record, broken, "broken_json", findings);
  } else if (!parser_.Parse(broken.string())) {
    findings->push_back({Code::kInputNotBroken, "/input/broken_json",
                         "Field 'input.broken_json' is JSON: there is nothing to repair"});
  }
  RespondsInJson(record, findings);
  return true;
}

bool TaskRules::CheckTextToJson(RecordContext& record, Findings* findings) {
  json::Value response = RespondsInJson(record, findings);
  json::Value instruction = Context(record, "instruction");
  if (!instruction || !instruction.is_string() || !field_list_.Find(instruction.string())) {
    return false;
  }
  if (!response) return true;
  mismatches_.clear();
  field_list_.Check(response, &mismatches_);
  for (const std::string& mismatch : mismatches_) {
    findings->push_back({Code::kFieldMismatch, record.response_pointer(),
                         text::Cat(ResponseName(record), " ", mismatch)});
  }
  return true;
}

json::Value TaskRules::InputJson(RecordContext& record, Findings* findings) {
  json::Value value = Context(record, "json");
  if (!value) {
    Demand(record, value, "json", findings);
    return value;
  }
  if (!value.is_string()) return value;
  const std::string_view text = value.string();
  json::SyntaxError error = parser_.Parse(text);
  if (!error) return parser_.root();
  findings->push_back(
      {Code::kInputNotJson, "/input/json",
       text::Cat("Invalid JSON in input.json (", json::Describe(error, text), ")")});
  return {};
}

bool TaskRules::CheckJsonTransform(RecordContext& record, Findings* findings) {
  InputJson(record, findings);
  RespondsInJson(record, findings);
  return true;
}

bool TaskRules::CheckJsonStyleStrict(RecordContext& record, Findings* findings) {
  json::Value input = InputJson(record, findings);
  json::Value response = RespondsInJson(record, findings);
  if (!response) return true;
  auto add = [&](std::string message) {
    findings->push_back({Code::kNotNormalized, record.response_pointer(),
                         text::Cat(ResponseName(record), " ", message)});
  };
  const std::string_view text = record.response().string();
  if (size_t space = FindWhiteSpace(text); space != text.npos) {
    add(text::Cat("is not minified: white space at column ", space + 1));
  }
  if (json::Value key = FindUnsortedKey(response)) {
    add(text::Cat("does not have its keys sorted: '", text::Shortened(key.string()), "', at ",
                  json::PointerTo(response, key.index()), ", belongs before the key before it"));
  }
  if (input && json::FingerprintOf(input) != json::FingerprintOf(response)) {
    add("is not the same JSON as input.json");
  }
  return true;
}

}  // namespace jsonl

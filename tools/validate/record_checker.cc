#include "tools/validate/record_checker.h"

#include "common/record/registry.h"
#include "tools/validate/embedded_schema_rule.h"
#include "tools/validate/schema_rule.h"

namespace jsonl {

RecordChecker::RecordChecker(const RecordRules& rules)
    : format_(rules.format),
      options_{.named = rules.format != nullptr,
               .vocab_size = rules.vocab_size,
               .seq_length = rules.seq_length} {
  if (rules.response.AskAnything()) {
    rules_.push_back(std::make_unique<ResponseRule>(rules.response));
  }
  if (rules.schema.has_value()) rules_.push_back(std::make_unique<SchemaRule>(*rules.schema));
  if (rules.embedded_schema) {
    rules_.push_back(std::make_unique<EmbeddedSchemaRule>(rules.schema_options));
  }
  for (const NewRule& new_rule : rules.others) rules_.push_back(new_rule());
}

uint64_t RecordChecker::Check(json::Value root, std::vector<report::Finding>* findings) {
  const record::Format& format = format_ != nullptr ? *format_ : record::Recognise(root);
  format.Check(root, options_, findings);
  uint64_t unchecked = format_ == nullptr && format.name() == "any" ? 1 : 0;
  if (rules_.empty()) return unchecked;
  context_.Reset(root, format);
  uint64_t bit = 1;
  for (const std::unique_ptr<RecordRule>& rule : rules_) {
    bit <<= 1;
    if (!rule->Check(context_, findings)) unchecked |= bit;
  }
  return unchecked;
}

std::vector<std::string_view> RecordChecker::unchecked() const {
  std::vector<std::string_view> names = {"of no known format, checked as JSON only"};
  for (const std::unique_ptr<RecordRule>& rule : rules_) names.push_back(rule->unchecked());
  return names;
}

}  // namespace jsonl

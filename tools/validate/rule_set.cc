#include "tools/validate/rule_set.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/record/registry.h"
#include "common/text/strings.h"
#include "tools/validate/rules/pattern_rule.h"
#include "tools/validate/rules/task_rules.h"
#include "tools/validate/rules/values_rule.h"
#include "tools/validate/schema_file.h"

namespace jsonl {
namespace {

constexpr char kAutoFormat[] = "auto";

// Refuses options that would check nothing in records of the format; null: any that are known.
absl::Status CheckFormat(const ValidateOptions& options, const record::Format* format) {
  if (format == nullptr) return absl::OkStatus();
  const std::string_view name = format->name();
  if (options.embedded_schema && name != "task" && name != "any") {
    return absl::InvalidArgumentError(
        text::Cat("--embedded-schema is for records of the formats task and any, not ", name));
  }
  if (!options.task_rules || name == "task" || name == "multitask") return absl::OkStatus();
  return absl::InvalidArgumentError(
      text::Cat("--task-rules is for records of the formats task and multitask, not ", name,
                options.format.has_value() ? "" : ", which --schema implies: give --format, too"));
}

// A rule for each of the texts that an option was given with.
template <typename Parse>
absl::Status AddRules(const std::vector<std::string>& texts, Parse&& parse, RecordRules* rules) {
  for (const std::string& text : texts) {
    absl::StatusOr<NewRule> rule = parse(text);
    if (!rule.ok()) return rule.status();
    rules->others.push_back(*std::move(rule));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RecordRules> RulesOf(const ValidateOptions& options) {
  RecordRules rules;
  const std::string format =
      options.format.value_or(options.schema.has_value() ? "any" : kAutoFormat);
  if (format != kAutoFormat) {
    absl::StatusOr<const record::Format*> found = record::FindNamed(format);
    if (!found.ok()) return found.status();
    rules.format = *found;
  }
  rules.schema_options.assert_formats = options.assert_formats;
  if (options.assert_formats && !options.schema.has_value() && !options.embedded_schema &&
      !options.task_rules) {
    return absl::InvalidArgumentError(
        "--assert-formats is for schemas: give --schema or --embedded-schema, too");
  }
  if (absl::Status status = CheckFormat(options, rules.format); !status.ok()) return status;
  if (options.schema.has_value()) {
    absl::StatusOr<schema::Schema> schema = LoadSchema(*options.schema, rules.schema_options);
    if (!schema.ok()) return schema.status();
    rules.schema = *std::move(schema);
  }
  rules.embedded_schema = options.embedded_schema;
  rules.response.json = options.json_output;
  rules.response.min_length = options.min_length.value_or(0);
  rules.response.max_length = options.max_length.value_or(UINT64_MAX);
  if (rules.response.min_length > rules.response.max_length) {
    return absl::InvalidArgumentError("--min-length is above --max-length");
  }
  if (options.vocab_size == 0 || options.seq_length == 0) {
    return absl::InvalidArgumentError("--vocab-size and --seq-length are at least 1");
  }
  const bool tokens = rules.format == nullptr || rules.format->name() == "tokens";
  if (!tokens && (options.vocab_size.has_value() || options.seq_length.has_value())) {
    return absl::InvalidArgumentError(text::Cat(
        "--vocab-size and --seq-length are for the format tokens, not ", rules.format->name()));
  }
  rules.vocab_size = options.vocab_size.value_or(0);
  rules.seq_length = options.seq_length.value_or(0);
  if (options.task_rules) {
    rules.others.push_back([schema = rules.schema_options, check = !options.embedded_schema] {
      return std::make_unique<TaskRules>(schema, check);
    });
  }
  using Kind = PatternRule::Kind;
  absl::Status status = AddRules(options.values, ValuesRule::Parse, &rules);
  if (status.ok()) {
    status = AddRules(
        options.deny, [](std::string_view text) { return PatternRule::Parse(Kind::kDeny, text); },
        &rules);
  }
  if (status.ok()) {
    status = AddRules(
        options.require,
        [](std::string_view text) { return PatternRule::Parse(Kind::kRequire, text); }, &rules);
  }
  if (!status.ok()) return status;
  return rules;
}

}  // namespace jsonl

#include "tools/validate/rules/values_rule.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "common/io/read_file.h"
#include "common/json/pointer.h"
#include "common/text/utf8.h"
#include "tools/validate/rules/field_option.h"

namespace jsonl {
namespace {

void AddLines(std::string_view text, text::StringSet* lines) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!line.empty()) lines->emplace(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

absl::StatusOr<NewRule> ValuesRule::Parse(std::string_view option) {
  absl::StatusOr<FieldOption> parsed = FieldOption::Parse("--values", "FILE", option);
  if (!parsed.ok()) return parsed.status();
  auto values = std::make_shared<Values>();
  values->file = parsed->what;
  absl::StatusOr<std::string> text = io::ReadFile(values->file);
  if (!text.ok()) return text.status();
  AddLines(*text, &values->lines);
  if (values->lines.empty()) {
    return absl::InvalidArgumentError(
        text::Cat("--values: ", values->file, " has no values: it takes one a line"));
  }
  return NewRule(
      [path = std::move(parsed->path), values = std::shared_ptr<const Values>(std::move(values))] {
        return std::make_unique<ValuesRule>(path, values);
      });
}

bool ValuesRule::Check(RecordContext& record, std::vector<report::Finding>* findings) {
  found_.clear();
  path_.FindAll(record.root(), &found_);
  for (json::Value value : found_) {
    const std::string_view text = TextOf(value);
    if (values_->lines.contains(text)) continue;
    findings->push_back(
        {report::Code::kValueNotAllowed, json::PointerTo(record.root(), value.index()),
         text::Cat("Field '", path_.text(), "' is '", text::Shortened(text), "', not one of the ",
                   values_->lines.size(), " values in ", values_->file)});
    return true;
  }
  return !found_.empty();
}

}  // namespace jsonl

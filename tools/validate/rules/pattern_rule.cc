#include "tools/validate/rules/pattern_rule.h"

#include <re2/re2.h>

#include <string>

#include "common/json/pointer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/validate/rules/field_option.h"

namespace jsonl {
namespace {

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::StatusOr<NewRule> PatternRule::Parse(Kind kind, std::string_view option) {
  const std::string_view name = kind == Kind::kDeny ? "--deny" : "--require";
  absl::StatusOr<FieldOption> parsed = FieldOption::Parse(name, "REGEX", option);
  if (!parsed.ok()) return parsed.status();
  auto pattern = std::make_shared<const re2::RE2>(Piece(parsed->what), re2::RE2::Quiet);
  if (!pattern->ok()) {
    return absl::InvalidArgumentError(
        text::Cat(name, ": the expression '", parsed->what, "' is wrong: ", pattern->error(),
                  " (RE2's syntax: no look-around, no backreferences)"));
  }
  return NewRule([kind, path = std::move(parsed->path), pattern = std::move(pattern)] {
    return std::make_unique<PatternRule>(kind, path, pattern);
  });
}

bool PatternRule::Check(RecordContext& record, std::vector<report::Finding>* findings) {
  values_.clear();
  path_.FindAll(record.root(), &values_);
  for (json::Value value : values_) {
    const bool matches = re2::RE2::PartialMatch(Piece(TextOf(value)), *pattern_);
    if (matches != (kind_ == Kind::kDeny)) continue;
    Add(record.root(), value, findings);
    return true;
  }
  if (values_.empty() && kind_ == Kind::kRequire) {
    findings->push_back({report::Code::kPatternMissing, "",
                         text::Cat("No field '", path_.text(), "', which --require asks to match '",
                                   pattern_->pattern(), "'")});
  }
  return !values_.empty();
}

void PatternRule::Add(json::Value root, json::Value value,
                      std::vector<report::Finding>* findings) const {
  std::string pointer = json::PointerTo(root, value.index());
  if (kind_ == Kind::kRequire) {
    std::string message = text::Cat("Field '", path_.text(), "' does not match '",
                                    pattern_->pattern(), "', as --require asks");
    findings->push_back({report::Code::kPatternMissing, std::move(pointer), std::move(message)});
    return;
  }
  const re2::StringPiece text = Piece(TextOf(value));
  re2::StringPiece match;
  pattern_->Match(text, 0, text.size(), re2::RE2::UNANCHORED, &match, 1);
  std::string message = text::Cat("Field '", path_.text(), "' has '",
                                  text::Shortened(std::string_view(match.data(), match.size())),
                                  "', which --deny '", pattern_->pattern(), "' forbids");
  findings->push_back({report::Code::kPatternDenied, std::move(pointer), std::move(message)});
}

}  // namespace jsonl

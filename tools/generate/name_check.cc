#include "tools/generate/name_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/function.h"

namespace jsonl::generate {
namespace {

using report::Code;
using report::Severity;

class Checker {
 public:
  Checker(const Template& from, std::vector<LineFinding>* findings)
      : from_(from), findings_(*findings) {}

  bool Check() {
    for (const Variable& variable : from_.variables) {
      for (const Variable::Choice& choice : variable.choices) {
        for (const auto& [name, text] : choice) CheckText(text);
      }
      ++known_;
    }
    for (const Condition& condition : from_.where) CheckText(condition.text);
    CheckValue(from_.record);
    for (const Variable& variable : from_.variables) {
      if (used_.contains(variable.name)) continue;
      const size_t count = variable.choices.size();
      Find(variable.line, Code::kUnreachableVariation,
           count > 1 ? text::Cat("Variable '", variable.name, "' is in no text: its ", count,
                                 " values give the same example")
                     : text::Cat("Variable '", variable.name, "' is in no text"),
           Severity::kWarning);
    }
    return good_;
  }

 private:
  void Find(uint32_t line, Code code, std::string message, Severity severity = Severity::kError) {
    good_ = good_ && severity == Severity::kWarning;
    findings_.push_back({line, {code, "", std::move(message), severity}});
  }

  void CheckText(const TextTemplate& text) {
    for (const Expression& part : text.parts) CheckExpression(part, text.line);
  }

  // NOLINTNEXTLINE(misc-no-recursion): at most kMaxYamlDepth deep.
  void CheckValue(const ValueTemplate& value) {
    CheckText(value.text);
    for (const ValueTemplate& element : value.elements) CheckValue(element);
  }

  // NOLINTNEXTLINE(misc-no-recursion): no deeper than ParseText takes it.
  void CheckExpression(const Expression& expression, uint32_t line, bool in_call = false) {
    if (expression.kind == Expression::Kind::kName) CheckName(expression.text, in_call, line);
    if (expression.kind != Expression::Kind::kCall) return;
    const Function* function = FindFunction(expression.text);
    if (function == nullptr) {
      Find(line, Code::kUnknownPlaceholder,
           text::Cat("Unknown function '", text::Shortened(expression.text),
                     "'; --list-functions lists all"));
    } else if (expression.arguments.size() < function->min_arguments ||
               expression.arguments.size() > function->max_arguments) {
      Find(line, Code::kBadTemplate,
           text::Cat("Call ", function->name, "(", function->parameters, "), not with ",
                     expression.arguments.size(), " values"));
    }
    for (const Expression& argument : expression.arguments) CheckExpression(argument, line, true);
  }

  void CheckName(std::string_view path, bool in_call, uint32_t line) {
    const std::string_view head = path.substr(0, path.find('.'));
    const std::string_view rest = path.substr(std::min(path.size(), head.size() + 1));
    if (head == "record" || (head == "id" && rest.empty())) return;
    if (std::find(from_.needs.begin(), from_.needs.end(), head) != from_.needs.end()) return;
    const auto variable = std::find_if(from_.variables.begin(), from_.variables.end(),
                                       [&](const Variable& v) { return v.name == head; });
    if (variable == from_.variables.end()) {
      return Find(line, Code::kUnknownPlaceholder,
                  text::Cat("Unknown placeholder '", text::Shortened(path),
                            "': neither in 'needs' nor in 'variables'",
                            in_call ? "; a text stands in single quotes there" : ""));
    }
    if (variable - from_.variables.begin() >= known_) {
      return Find(line, Code::kUnknownPlaceholder,
                  text::Cat("Variable '", head, "' has to stand above the one that uses it"));
    }
    used_.insert(variable->name);
    if (variable->choices.empty()) return;
    const Variable::Choice& choice = variable->choices[0];
    const bool there = std::any_of(choice.begin(), choice.end(),
                                   [&](const auto& named) { return named.first == rest; });
    if (!there) {
      Find(line, Code::kUnknownPlaceholder,
           rest.empty() ? text::Cat("Variable '", head, "' has named values: say which, as in {",
                                    head, ".", choice[0].first, "}")
                        : text::Cat("Unknown placeholder '", text::Shortened(path), "': variable '",
                                    head, "' has no '", text::Shortened(rest), "'"));
    }
  }

  const Template& from_;
  std::vector<LineFinding>& findings_;
  std::set<std::string, std::less<>> used_;
  ptrdiff_t known_ = 0;  // variables that the texts looked at may have
  bool good_ = true;
};

}  // namespace

bool CheckNames(const Template& from, std::vector<LineFinding>* findings) {
  return Checker(from, findings).Check();
}

}  // namespace jsonl::generate

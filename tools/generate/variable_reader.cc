#include "tools/generate/variable_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {

using report::Code;
using Kind = YamlNode::Kind;

void VariableReader::Read(const YamlNode& node) {
  if (node.kind != Kind::kMapping) {
    return Find(node, Code::kWrongType,
                text::Cat("'variables' must be a mapping, found ", node.TypeName()));
  }
  if (!CheckNames(node)) return;
  for (size_t i = 0; i + 1 < node.children.size(); i += 2) {
    const YamlNode& key = node.children[i];
    Variable variable{.name = key.text, .line = key.line, .varies = false, .choices = {}};
    const bool taken =
        std::find(out_.needs.begin(), out_.needs.end(), key.text) != out_.needs.end() ||
        key.text == "record" || key.text == "id";
    if (!IsName(key.text) || taken) {
      Find(key, Code::kBadTemplate,
           text::Cat("'", text::Shortened(key.text), "' ",
                     taken ? "has a meaning already: give the variable another name"
                           : "is no name of a variable: letters, digits and _"));
      continue;
    }
    ReadVariable(node.children[i + 1], &variable);
    out_.variables.push_back(std::move(variable));
  }
}

void VariableReader::ReadVariable(const YamlNode& node, Variable* variable) {
  const std::string what = text::Cat("Variable '", text::Shortened(variable->name), "'");
  if (node.kind != Kind::kSequence) {
    TextTemplate value;
    if (!ReadText(node, what, &value)) return;
    variable->choices.push_back({{"", std::move(value)}});
    return;
  }
  variable->varies = true;
  if (node.children.empty()) {
    return Find(node, Code::kEmptyField, what + " has an empty list: there is nothing to vary");
  }
  for (const YamlNode& element : node.children) {
    Variable::Choice choice;
    if (element.kind == Kind::kMapping) {
      if (!CheckNames(element)) continue;
      for (size_t i = 0; i + 1 < element.children.size(); i += 2) {
        TextTemplate value;
        const std::string& name = element.children[i].text;
        ReadChoiceText(element.children[i + 1], text::Cat(what, ", '", text::Shortened(name), "'"),
                       &value);
        choice.emplace_back(name, std::move(value));
      }
      if (choice.empty()) Find(element, Code::kEmptyField, what + " has an empty mapping");
    } else {
      TextTemplate value;
      ReadChoiceText(element, what, &value);
      choice.emplace_back("", std::move(value));
    }
    CheckSameNames(element, what, *variable, choice);
    variable->choices.push_back(std::move(choice));
  }
}

// In a list, numbers stand for themselves.
bool VariableReader::ReadChoiceText(const YamlNode& node, std::string_view what,
                                    TextTemplate* out) {
  if (node.TypeName() != "a number") return ReadText(node, what, out);
  out->source = node.text;
  out->line = node.line;
  out->parts = {{Expression::Kind::kText, node.text, {}}};
  return true;
}

void VariableReader::CheckSameNames(const YamlNode& node, std::string_view what,
                                    const Variable& variable, const Variable::Choice& choice) {
  if (variable.choices.empty()) return;
  const auto names = [](const Variable::Choice& of) {
    std::vector<std::string_view> names;
    for (const auto& [name, text] : of) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  };
  if (names(choice) != names(variable.choices[0])) {
    Find(node, Code::kBadTemplate,
         text::Cat(what, ": all values of the list must have the same names"));
  }
}

}  // namespace jsonl::generate

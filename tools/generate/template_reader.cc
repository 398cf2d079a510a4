#include "tools/generate/template_reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/template_shape.h"

namespace jsonl::generate {
namespace {

using report::Code;
using Kind = YamlNode::Kind;

constexpr std::array<std::string_view, 12> kKeys = {"name",     "format", "task",       "system",
                                                    "category", "style",  "difficulty", "weight",
                                                    "needs",    "where",  "variables",  "record"};
constexpr std::string_view kJsonTag = "!json";

class Reader {
 public:
  Reader(Template* out, std::vector<LineFinding>* findings) : out_(*out), findings_(*findings) {}

  bool Read(const YamlNode& document) {
    const size_t before = findings_.size();
    if (document.kind != Kind::kMapping) {
      Find(document, Code::kWrongType,
           text::Cat("A template is a mapping, found ", document.TypeName()));
      return false;
    }
    CheckKeys(document);
    ReadFormat(document);
    const std::pair<std::string_view, std::string*> words[] = {
        {"name", &out_.name},         {"task", &out_.task},   {"system", &out_.system},
        {"category", &out_.category}, {"style", &out_.style}, {"difficulty", &out_.difficulty}};
    for (const auto& [key, to] : words) ReadWord(document, key, to);
    ReadWeight(document);
    ReadNeeds(document);
    ReadVariables(document);
    ReadWhere(document);
    if (const YamlNode* record = FindMember(document, "record")) {
      if (record->kind == Kind::kMapping) {
        ReadValue(*record, &out_.record);
        CheckShape(*record, out_, &findings_);
      } else {
        Find(*record, Code::kWrongType,
             text::Cat("'record' must be a mapping, found ", record->TypeName()));
      }
    } else {
      Find(document, Code::kMissingField, "Missing 'record'");
    }
    return findings_.size() == before;
  }

 private:
  void Find(const YamlNode& node, Code code, std::string message) {
    findings_.push_back({node.line, {code, "", std::move(message)}});
  }

  // Keys of a mapping are strings, and each is there once. Whether that is so.
  bool CheckNames(const YamlNode& mapping) {
    text::StringSet seen;
    bool good = true;
    for (size_t i = 0; i < mapping.children.size(); i += 2) {
      const YamlNode& key = mapping.children[i];
      if (key.kind != Kind::kScalar) {
        Find(key, Code::kWrongType, text::Cat("A key must be a string, found ", key.TypeName()));
      } else if (!seen.insert(key.text).second) {
        Find(key, Code::kDuplicateKey, text::Cat("Key '", text::Shortened(key.text), "' twice"));
      } else {
        continue;
      }
      good = false;
    }
    return good;
  }

  void CheckKeys(const YamlNode& document) {
    CheckNames(document);
    for (size_t i = 0; i < document.children.size(); i += 2) {
      const YamlNode& key = document.children[i];
      if (key.kind != Kind::kScalar) continue;
      if (std::find(kKeys.begin(), kKeys.end(), key.text) == kKeys.end()) {
        std::string known;
        for (std::string_view name : kKeys) text::Append(&known, known.empty() ? "" : ", ", name);
        Find(key, Code::kUnknownField,
             text::Cat("Unknown key '", text::Shortened(key.text), "': a template has ", known));
      }
    }
  }

  // A string; a finding otherwise.
  bool IsString(const YamlNode& node, std::string_view what) {
    if (!node.IsString()) {
      const bool scalar = node.kind == Kind::kScalar;
      Find(node, Code::kWrongType,
           text::Cat(what, " must be a string, found ", node.TypeName(),
                     scalar ? ": put quotes around it" : ""));
      return false;
    }
    if (!node.tag.empty() && node.tag != kJsonTag) {
      Find(node, Code::kBadTemplate, text::Cat("Unknown tag ", text::Shortened(node.tag)));
      return false;
    }
    return true;
  }

  void ReadWord(const YamlNode& document, std::string_view key, std::string* to) {
    const YamlNode* node = FindMember(document, key);
    if (node == nullptr || !IsString(*node, text::Cat("'", key, "'"))) return;
    if (text::Strip(node->text).empty()) {
      Find(*node, Code::kEmptyField, text::Cat("'", key, "' is empty"));
    }
    *to = node->text;
  }

  void ReadFormat(const YamlNode& document) {
    const YamlNode* node = FindMember(document, "format");
    if (node == nullptr) {
      Find(document, Code::kMissingField, "Missing 'format': alpaca, task, multitask or any");
      return;
    }
    if (!IsString(*node, "'format'")) return;
    static constexpr std::array<std::string_view, 4> kNames = {"alpaca", "task", "multitask",
                                                               "any"};
    const auto* name = std::find(kNames.begin(), kNames.end(), node->text);
    if (name == kNames.end()) {
      return Find(*node, Code::kBadTemplate,
                  text::Cat("'format' is one of alpaca, task, multitask, any, not '",
                            text::Shortened(node->text), "'"));
    }
    out_.format = static_cast<TargetFormat>(name - kNames.begin());
    const bool has_task =
        out_.format == TargetFormat::kTask || out_.format == TargetFormat::kMultitask;
    if (has_task && FindMember(document, "task") == nullptr) {
      Find(document, Code::kMissingField, text::Cat("Missing 'task', which ", *name, " demands"));
    }
  }

  void ReadWeight(const YamlNode& document) {
    const YamlNode* node = FindMember(document, "weight");
    if (node == nullptr) return;
    const std::string& text = node->text;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out_.weight);
    if (node->TypeName() != "a number" || error != std::errc() ||
        end != text.data() + text.size() || !(out_.weight >= 0 && out_.weight <= 1)) {
      return Find(*node, Code::kBadTemplate,
                  "'weight' is the share of its examples that is generated: a number from 0 to 1");
    }
    if (out_.weight == 0) {
      Find(*node, Code::kUnreachableVariation, "'weight' is 0: it generates nothing");
    }
  }

  void ReadNeeds(const YamlNode& document) {
    const YamlNode* node = FindMember(document, "needs");
    if (node == nullptr) return;
    if (node->kind != Kind::kSequence) {
      return Find(*node, Code::kWrongType,
                  text::Cat("'needs' must be a list of fields, found ", node->TypeName()));
    }
    for (const YamlNode& field : node->children) {
      if (!IsString(field, "A field of 'needs'")) continue;
      if (!IsName(field.text) || field.text == "record" || field.text == "id") {
        Find(field, Code::kBadTemplate,
             text::Cat("'", text::Shortened(field.text),
                       "' in 'needs' is no name of a field: letters, digits and _, and neither "
                       "record nor id"));
      }
      out_.needs.push_back(field.text);
    }
  }

  bool ReadText(const YamlNode& node, std::string_view what, TextTemplate* out) {
    if (!IsString(node, what)) return false;
    absl::StatusOr<std::vector<Expression>> parts = ParseText(node.text);
    out->source = node.text;
    out->line = node.line;
    if (parts.ok()) {
      out->parts = *std::move(parts);
      return true;
    }
    Find(node, Code::kBadTemplate, text::Cat(what, ": ", text::FromAbsl(parts.status().message())));
    return false;
  }

  // In a list, numbers stand for themselves.
  bool ReadChoiceText(const YamlNode& node, std::string_view what, TextTemplate* out) {
    if (node.TypeName() != "a number") return ReadText(node, what, out);
    out->source = node.text;
    out->line = node.line;
    out->parts = {{Expression::Kind::kText, node.text, {}}};
    return true;
  }

  void ReadVariables(const YamlNode& document) {
    const YamlNode* node = FindMember(document, "variables");
    if (node == nullptr) return;
    if (node->kind != Kind::kMapping) {
      return Find(*node, Code::kWrongType,
                  text::Cat("'variables' must be a mapping, found ", node->TypeName()));
    }
    if (!CheckNames(*node)) return;
    for (size_t i = 0; i + 1 < node->children.size(); i += 2) {
      const YamlNode& key = node->children[i];
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
      ReadVariable(node->children[i + 1], &variable);
      out_.variables.push_back(std::move(variable));
    }
  }

  void ReadVariable(const YamlNode& node, Variable* variable) {
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
          ReadChoiceText(element.children[i + 1],
                         text::Cat(what, ", '", text::Shortened(name), "'"), &value);
          choice.emplace_back(name, std::move(value));
        }
        if (choice.empty()) Find(element, Code::kEmptyField, what + " has an empty mapping");
      } else {
        TextTemplate value;
        ReadChoiceText(element, what, &value);
        choice.emplace_back("", std::move(value));
      }
      CheckSameNames(element, what, variable, choice);
      variable->choices.push_back(std::move(choice));
    }
  }

  void CheckSameNames(const YamlNode& node, std::string_view what, Variable* variable,
                      const Variable::Choice& choice) {
    if (variable->choices.empty()) return;
    const auto names = [](const Variable::Choice& of) {
      std::vector<std::string_view> names;
      for (const auto& [name, text] : of) names.push_back(name);
      std::sort(names.begin(), names.end());
      return names;
    };
    if (names(choice) != names(variable->choices[0])) {
      Find(node, Code::kBadTemplate,
           text::Cat(what, ": all values of the list must have the same names"));
    }
  }

  void ReadWhere(const YamlNode& document) {
    const YamlNode* node = FindMember(document, "where");
    if (node == nullptr) return;
    if (node->kind != Kind::kMapping) {
      return Find(*node, Code::kWrongType,
                  text::Cat("'where' must be a mapping, found ", node->TypeName()));
    }
    if (!CheckNames(*node)) return;
    for (size_t i = 0; i + 1 < node->children.size(); i += 2) {
      const YamlNode& pattern = node->children[i + 1];
      Condition condition;
      YamlNode name = node->children[i];
      name.plain = false;
      name.text = text::Cat("{", name.text, "}");
      if (!ReadText(name, "A name in 'where'", &condition.text)) continue;
      if (!IsString(pattern, "A pattern in 'where'")) continue;
      RE2::Options options;
      options.set_log_errors(false);
      const RE2 re2(pattern.text, options);
      if (!re2.ok()) {
        Find(pattern, Code::kBadTemplate, text::Cat("A bad pattern in 'where': ", re2.error()));
        continue;
      }
      condition.pattern = pattern.text;
      out_.where.push_back(std::move(condition));
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): at most kMaxYamlDepth deep.
  void ReadValue(const YamlNode& node, ValueTemplate* out) {
    out->line = node.line;
    if (node.kind == Kind::kScalar) {
      out->kind = node.tag == kJsonTag ? ValueTemplate::Kind::kJson : ValueTemplate::Kind::kString;
      if (!ReadText(node, "A value of 'record'", &out->text)) return;
      const std::vector<Expression>& parts = out->text.parts;
      const bool one = parts.size() == 1 && parts[0].kind != Expression::Kind::kText;
      if (out->kind == ValueTemplate::Kind::kJson && !one) {
        Find(node, Code::kBadTemplate, "!json stands before a text that is one placeholder");
      }
      return;
    }
    if (!node.tag.empty()) {
      Find(node, Code::kBadTemplate, text::Cat("Unknown tag ", text::Shortened(node.tag)));
    }
    if (node.kind == Kind::kSequence) {
      out->kind = ValueTemplate::Kind::kArray;
      for (const YamlNode& child : node.children) ReadValue(child, &out->elements.emplace_back());
      return;
    }
    out->kind = ValueTemplate::Kind::kObject;
    if (!CheckNames(node)) return;
    for (size_t i = 0; i + 1 < node.children.size(); i += 2) {
      out->keys.push_back(node.children[i].text);
      ReadValue(node.children[i + 1], &out->elements.emplace_back());
    }
  }

  Template& out_;
  std::vector<LineFinding>& findings_;
};

}  // namespace

bool ReadTemplate(const YamlNode& document, const std::string& name, Template* out,
                  std::vector<LineFinding>* findings) {
  out->name = name;
  out->line = document.line;
  return Reader(out, findings).Read(document);
}

}  // namespace jsonl::generate

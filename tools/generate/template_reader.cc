#include "tools/generate/template_reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/node_reader.h"
#include "tools/generate/template_shape.h"
#include "tools/generate/variable_reader.h"

namespace jsonl::generate {
namespace {

using report::Code;
using Kind = YamlNode::Kind;

constexpr std::array<std::string_view, 12> kKeys = {"name",     "format", "task",       "system",
                                                    "category", "style",  "difficulty", "weight",
                                                    "needs",    "where",  "variables",  "record"};

class Reader : private NodeReader {
 public:
  Reader(Template* out, std::vector<LineFinding>* findings) : NodeReader(findings), out_(*out) {}

  bool Read(const YamlNode& document) {
    const size_t before = findings().size();
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
    if (const YamlNode* variables = FindMember(document, "variables")) {
      VariableReader(&out_, &findings()).Read(*variables);
    }
    ReadWhere(document);
    if (const YamlNode* record = FindMember(document, "record")) {
      if (record->kind == Kind::kMapping) {
        ReadValue(*record, &out_.record);
        CheckShape(*record, out_, &findings());
      } else {
        Find(*record, Code::kWrongType,
             text::Cat("'record' must be a mapping, found ", record->TypeName()));
      }
    } else {
      Find(document, Code::kMissingField, "Missing 'record'");
    }
    return findings().size() == before;
  }

 private:
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
      const size_t dot = field.text.find('.');
      if (dot != field.text.npos && IsName(field.text.substr(0, dot))) {
        Find(field, Code::kBadTemplate,
             text::Cat("'needs' names whole fields: write ",
                       text::Shortened(field.text.substr(0, dot)), " here, and {",
                       text::Shortened(field.text), "} in texts"));
      } else if (!IsName(field.text) || field.text == "record" || field.text == "id") {
        Find(field, Code::kBadTemplate,
             text::Cat("'", text::Shortened(field.text),
                       "' in 'needs' is no name of a field: letters, digits, _ and -, and neither "
                       "record nor id"));
      }
      out_.needs.push_back(field.text);
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
        Find(pattern, Code::kBadTemplate,
             text::Cat("A bad pattern in 'where': ", text::Shortened(re2.error())));
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
      if (!node.IsString()) {
        return Find(node, Code::kWrongType,
                    text::Cat("A value of 'record' must be a string, found ", node.TypeName(),
                              ": put quotes around it, or !json before it"));
      }
      if (!ReadText(node, "A value of 'record'", &out->text)) return;
      if (out->kind == ValueTemplate::Kind::kJson && out->text.parts.size() != 1) {
        Find(node, Code::kBadTemplate, "!json stands before one placeholder, or before JSON");
      }
      return;
    }
    if (IsBraces(node)) {
      return Find(node, Code::kWrongType,
                  text::Cat("A value of 'record' is a mapping to YAML", HintOf(node)));
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
};

}  // namespace

bool ReadTemplate(const YamlNode& document, const std::string& name, Template* out,
                  std::vector<LineFinding>* findings) {
  out->name = name;
  out->line = document.line;
  return Reader(out, findings).Read(document);
}

}  // namespace jsonl::generate

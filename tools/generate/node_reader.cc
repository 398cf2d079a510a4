#include "tools/generate/node_reader.h"

#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {

using report::Code;
using Kind = YamlNode::Kind;

void NodeReader::Find(const YamlNode& node, Code code, std::string message) {
  findings_.push_back({node.line, {code, "", std::move(message)}});
}

bool NodeReader::CheckNames(const YamlNode& mapping) {
  text::StringSet seen;
  bool good = true;
  for (size_t i = 0; i < mapping.children.size(); i += 2) {
    const YamlNode& key = mapping.children[i];
    if (key.kind != Kind::kScalar) {
      Find(key, Code::kWrongType, text::Cat("A key must be a string, found ", key.TypeName()));
    } else if (key.TypeName() == "null") {
      Find(key, Code::kWrongType, text::Cat("A key must be a string, found null", HintOf(key)));
    } else if (key.plain && key.text == "<<") {
      Find(key, Code::kBadTemplate, "Merge keys (<<) are not taken: write the members out");
    } else if (!seen.insert(key.text).second) {
      Find(key, Code::kDuplicateKey, text::Cat("Key '", text::Shortened(key.text), "' twice"));
    } else {
      continue;
    }
    good = false;
  }
  return good;
}

bool NodeReader::IsBraces(const YamlNode& node) {
  return node.kind == Kind::kMapping && node.children.size() == 2 && node.children[1].plain &&
         node.children[1].text.empty();
}

std::string_view NodeReader::HintOf(const YamlNode& node) {
  if (node.kind == Kind::kScalar) return ": put quotes around it";
  return IsBraces(node) ? ": put quotes around a text that begins with a brace" : "";
}

bool NodeReader::IsString(const YamlNode& node, std::string_view what) {
  if (!node.IsString()) {
    Find(node, Code::kWrongType,
         text::Cat(what, " must be a string, found ", node.TypeName(), HintOf(node)));
    return false;
  }
  if (!node.tag.empty() && node.tag != kJsonTag) {
    Find(node, Code::kBadTemplate, text::Cat("Unknown tag ", text::Shortened(node.tag)));
    return false;
  }
  return true;
}

bool NodeReader::ReadText(const YamlNode& node, std::string_view what, TextTemplate* out) {
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

}  // namespace jsonl::generate

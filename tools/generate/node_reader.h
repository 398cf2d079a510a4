// What the readers of a template's parts share: findings at a node, and texts.

#ifndef JSONL_TOOLS_GENERATE_NODE_READER_H_
#define JSONL_TOOLS_GENERATE_NODE_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/report/diagnostic.h"
#include "tools/generate/template.h"
#include "tools/generate/yaml_reader.h"

namespace jsonl::generate {

inline constexpr std::string_view kJsonTag = "!json";

class NodeReader {
 public:
  explicit NodeReader(std::vector<LineFinding>* findings) : findings_(*findings) {}

 protected:
  std::vector<LineFinding>& findings() { return findings_; }
  void Find(const YamlNode& node, report::Code code, std::string message);
  // Whether the keys of a mapping are strings, and each is there once; a finding otherwise.
  bool CheckNames(const YamlNode& mapping);
  // Whether the node is a string; a finding that starts with `what` otherwise.
  bool IsString(const YamlNode& node, std::string_view what);
  // Whether it is a text like {word} without its quotes, which YAML takes for a mapping.
  static bool IsBraces(const YamlNode& node);
  // What to do about a node that should be a string, after a colon; or nothing.
  static std::string_view HintOf(const YamlNode& node);
  // Reads a text with placeholders; as above.
  bool ReadText(const YamlNode& node, std::string_view what, TextTemplate* out);

 private:
  std::vector<LineFinding>& findings_;
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_NODE_READER_H_

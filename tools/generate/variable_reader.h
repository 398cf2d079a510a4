// The variables of a template, from YAML.

#ifndef JSONL_TOOLS_GENERATE_VARIABLE_READER_H_
#define JSONL_TOOLS_GENERATE_VARIABLE_READER_H_

#include <string_view>
#include <vector>

#include "tools/generate/node_reader.h"
#include "tools/generate/template.h"
#include "tools/generate/yaml_reader.h"

namespace jsonl::generate {

// What the template needs is known by now: variables have other names.
class VariableReader : private NodeReader {
 public:
  VariableReader(Template* out, std::vector<LineFinding>* findings)
      : NodeReader(findings), out_(*out) {}

  // `node` is the value of 'variables'.
  void Read(const YamlNode& node);

 private:
  void ReadVariable(const YamlNode& node, Variable* variable);
  bool ReadChoiceText(const YamlNode& node, std::string_view what, TextTemplate* out);
  void CheckSameNames(const YamlNode& node, std::string_view what, const Variable& variable,
                      const Variable::Choice& choice);

  Template& out_;
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_VARIABLE_READER_H_

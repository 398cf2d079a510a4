// Templates from YAML.

#ifndef JSONL_TOOLS_GENERATE_TEMPLATE_READER_H_
#define JSONL_TOOLS_GENERATE_TEMPLATE_READER_H_

#include <string>
#include <vector>

#include "tools/generate/template.h"
#include "tools/generate/yaml_reader.h"

namespace jsonl::generate {

// Reads one document. What is wrong with it is appended to `findings`, as much of it as can be
// told; the template is of no use then, and false is returned. `name` is what it is called unless
// it says so itself.
bool ReadTemplate(const YamlNode& document, const std::string& name, Template* out,
                  std::vector<LineFinding>* findings);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_TEMPLATE_READER_H_

// What the format of a template demands of the record that it makes.

#ifndef JSONL_TOOLS_GENERATE_TEMPLATE_SHAPE_H_
#define JSONL_TOOLS_GENERATE_TEMPLATE_SHAPE_H_

#include <vector>

#include "tools/generate/template.h"
#include "tools/generate/yaml_reader.h"

namespace jsonl::generate {

// Appends a finding for each member of `record`, a mapping, that is missing, is not of its type, or
// is written by itself. Of the template, the format and the system prompt count.
void CheckShape(const YamlNode& record, const Template& from, std::vector<LineFinding>* findings);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_TEMPLATE_SHAPE_H_

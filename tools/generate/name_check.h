// The names and calls in a template's texts, before any of them is given a value.

#ifndef JSONL_TOOLS_GENERATE_NAME_CHECK_H_
#define JSONL_TOOLS_GENERATE_NAME_CHECK_H_

#include <vector>

#include "tools/generate/template.h"
#include "tools/generate/yaml_reader.h"

namespace jsonl::generate {

// Appends a finding for every placeholder that nothing stands for, and every call of a function
// that there is not, or with too few or too many arguments; true if there was none. Variables that
// no text has are warnings. A text of `variables` has those above it.
bool CheckNames(const Template& from, std::vector<LineFinding>* findings);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_NAME_CHECK_H_

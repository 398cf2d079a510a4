// A template as its file has it: texts with placeholders, and what to vary.

#ifndef JSONL_TOOLS_GENERATE_TEMPLATE_H_
#define JSONL_TOOLS_GENERATE_TEMPLATE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tools/generate/expression.h"

namespace jsonl::generate {

// A text with placeholders.
struct TextTemplate {
  std::string source;  // as the file has it
  std::vector<Expression> parts;
  uint32_t line = 0;
};

// A value of the record that a template makes.
struct ValueTemplate {
  enum class Kind : uint8_t {
    kString,
    kJson,  // the JSON of what the one placeholder of the text stands for
    kArray,
    kObject,
  };
  Kind kind = Kind::kString;
  uint32_t line = 0;
  TextTemplate text;
  std::vector<std::string> keys;        // of an object
  std::vector<ValueTemplate> elements;  // of an array; of an object, a value for each key
};

// A variable: one text, or a list to vary over.
struct Variable {
  std::string name;
  uint32_t line = 0;
  bool varies = false;
  // One for each choice. A choice is one text named "", or named texts: {variable.name}.
  using Choice = std::vector<std::pair<std::string, TextTemplate>>;
  std::vector<Choice> choices;
};

// The value of `text` has to contain a match of the pattern.
struct Condition {
  TextTemplate text;
  std::string pattern;  // RE2, well-formed
};

enum class TargetFormat : uint8_t { kAlpaca, kTask, kMultitask, kAny };

struct Template {
  std::string file;
  uint32_t line = 0;
  std::string name;
  TargetFormat format = TargetFormat::kAlpaca;
  std::string task;
  // Empty: not said.
  std::string system;
  std::string category;
  std::string style;
  std::string difficulty;
  double weight = 1;               // the share of its examples that is generated
  std::vector<std::string> needs;  // fields of the record
  std::vector<Variable> variables;
  std::vector<Condition> where;
  ValueTemplate record;  // an object
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_TEMPLATE_H_

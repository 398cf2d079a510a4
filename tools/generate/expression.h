// What stands in the braces of a template's texts.

#ifndef JSONL_TOOLS_GENERATE_EXPRESSION_H_
#define JSONL_TOOLS_GENERATE_EXPRESSION_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace jsonl::generate {

struct Expression {
  enum class Kind : uint8_t {
    kText,  // as it is
    kName,  // a variable, or a dotted path that starts with one
    kCall,  // of the function of that name
  };
  Kind kind = Kind::kText;
  std::string text;
  std::vector<Expression> arguments;  // of a call
};

// The parts of a text with {placeholders}; {{ and }} are braces. A placeholder is a name (word,
// user-id, größe, table.name) or a call such as letters(word, 'dash'), whose arguments are texts in
// single quotes
// ('' is one in them), whole numbers, names, and calls. INVALID_ARGUMENT, with the column, if it is
// none of these, or calls are nested more than 16 deep.
absl::StatusOr<std::vector<Expression>> ParseText(std::string_view text);

// Whether it is a name without dots: letters of any script, digits, _ and -, a letter or _ first.
bool IsName(std::string_view text);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_EXPRESSION_H_

// The functions that placeholders call: one registry, by name.

#ifndef JSONL_TOOLS_GENERATE_FUNCTION_H_
#define JSONL_TOOLS_GENERATE_FUNCTION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "common/json/document.h"
#include "common/record/nested.h"
#include "tools/generate/json_tree.h"

namespace jsonl::generate {

struct Argument {
  std::string_view text;  // of a string its characters, of any other value its JSON
  json::Value value;      // of the record; absent for texts, and for strings
};

// What a call may use.
struct Call {
  absl::Span<const Argument> arguments;
  uint64_t seed = 0;  // of the example; for functions that choose
  record::Nested* parser = nullptr;
  record::Nested* checker = nullptr;
  JsonTrees* trees = nullptr;

  std::string_view text(size_t i) const { return arguments[i].text; }
  // The JSON value that argument `i` is, or that its text is; absent, and *why says so, if it is
  // none.
  json::Value Json(size_t i, std::string* why) const;
  // The same as a tree, valid until the next call; null, and *why says so, if there is none.
  const JsonTree* Tree(size_t i, std::string* why) const;
  // The whole number that the text of argument `i` is: up to six digits. -1, and *why, if not.
  int64_t Number(size_t i, std::string* why) const;
};

struct Function {
  std::string_view name;
  std::string_view parameters;  // "word, style"
  std::string_view does;        // what it gives, for people
  size_t min_arguments;
  size_t max_arguments;
  bool chooses;  // by the example's seed
  // Appends the result to `out`. False if it cannot be had; *why then says the reason.
  bool (*evaluate)(const Call& call, std::string* out, std::string* why);
};

absl::Span<const Function> Functions();
// Null if there is none.
const Function* FindFunction(std::string_view name);
// "letters(word, style)  its letters ..." on lines, for --list-functions.
std::string ListFunctions();

// The tables that the registry is made of, one a concern.
absl::Span<const Function> WordFunctions();
absl::Span<const Function> JsonForms();
absl::Span<const Function> JsonFaults();
absl::Span<const Function> JsonChanges();

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_FUNCTION_H_

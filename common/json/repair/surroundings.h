// Finds the JSON in what a model answered: prose, code fences and thoughts around it.

#ifndef JSONL_COMMON_JSON_REPAIR_SURROUNDINGS_H_
#define JSONL_COMMON_JSON_REPAIR_SURROUNDINGS_H_

#include <cstddef>
#include <string_view>

namespace jsonl::json {

// Where a JSON value seems to be.
struct Region {
  size_t begin = 0;
  size_t end = 0;        // what is behind is certainly not part of it
  char implied = '\0';   // a bracket that is missing before `begin`, '{' or '['
  bool several = false;  // several places would do: which is meant cannot be told
};

// The place where `text` has JSON, whole or broken: the text itself where it starts like JSON, else
// the one fenced block that does, else the first part of the prose that does. A text without such
// a place is a Region of its own. Linear.
Region FindJson(std::string_view text);

// Whether `text`, prose behind a JSON value, has another that could be meant as well.
bool HasJson(std::string_view text);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_SURROUNDINGS_H_

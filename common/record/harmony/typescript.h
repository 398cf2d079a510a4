// JSON Schemas as types of TypeScript, in the words of OpenAI's library for Harmony.

#ifndef JSONL_COMMON_RECORD_HARMONY_TYPESCRIPT_H_
#define JSONL_COMMON_RECORD_HARMONY_TYPESCRIPT_H_

#include <string>
#include <string_view>

#include "common/json/document.h"

namespace jsonl::record::harmony {

// The deepest nesting of schemas that is written. A line is indented by four at each depth, so that
// a text could become longer than the schema by as much.
inline constexpr int kMaxSchemaDepth = 32;

// Appends the type of what a schema describes, as the library has it: types, properties with their
// titles, descriptions, examples and defaults, enums of strings, items, oneOf, nullable. All else
// is "any" or left out. False if it is nested too deep; then what was appended says nothing.
bool AppendType(json::Value schema, std::string* out);

}  // namespace jsonl::record::harmony

#endif  // JSONL_COMMON_RECORD_HARMONY_TYPESCRIPT_H_

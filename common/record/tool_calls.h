// Calls of functions by the assistant, in the two ways in which the chat formats have them.

#ifndef JSONL_COMMON_RECORD_TOOL_CALLS_H_
#define JSONL_COMMON_RECORD_TOOL_CALLS_H_

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/record/format.h"

namespace jsonl {
class Turn;
}

namespace jsonl::record {

// Reads the list `tool_calls` of a message: [{"id", "type", "function": {"name", "arguments"}}], or
// name and arguments in the call itself. False if it has not that shape.
bool ReadToolCalls(json::Value list, Turn* out);

// Reads the value of a sharegpt turn "function_call": JSON of {"name", "arguments"}, or of a list
// of those. False if it has not that shape.
bool ReadFunctionCall(std::string_view value, Turn* out);

// Appends the value of `tool_calls`.
void AppendToolCalls(const Turn& turn, const WriteOptions& options, std::string* out);

// Appends the value of a "function_call" as text (it still has to become a JSON string), spaced as
// Python's json.dumps does.
void AppendFunctionCall(const Turn& turn, std::string* out);

// Whether AppendToolCalls makes the same calls of what ReadFunctionCall reads from
// AppendFunctionCall.
bool CallsComeBack(const Turn& turn);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_TOOL_CALLS_H_

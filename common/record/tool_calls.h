// Calls of functions by the assistant, written in the two ways in which the chat formats have them.

#ifndef JSONL_COMMON_RECORD_TOOL_CALLS_H_
#define JSONL_COMMON_RECORD_TOOL_CALLS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/format.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// Appends the value of `tool_calls` in messages: a list of {"id", "type", "function": {"name",
// "arguments"}}. What stands around the arguments is as it was read in messages. Fails with
// InvalidArgument where arguments are to be an object and are none.
absl::Status AppendToolCalls(const Content& content, const Turn& turn, const WriteOptions& options,
                             text::Buffer* out);

// Appends the arguments of a call alone: as a string or as an object, or as the JSON value that
// they hold. Fails as above.
absl::Status AppendArguments(const ToolCall& call, WriteOptions::Arguments as, text::Buffer* out);

// Appends the value of a turn "function_call" of sharegpt as text (it still has to become a JSON
// string): {"name", "arguments"}, or a list of those, spaced as Python's json.dumps does.
void AppendFunctionCall(const Content& content, const Turn& turn, text::Buffer* out);

// The text of a JSON string; "" for anything else.
std::string Unquoted(std::string_view json);

// Whether AppendToolCalls makes the same calls of what is read from AppendFunctionCall.
bool CallsComeBack(const Content& content, const Turn& turn);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_TOOL_CALLS_H_

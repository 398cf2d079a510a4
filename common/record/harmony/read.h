// Harmony's text as messages.

#ifndef JSONL_COMMON_RECORD_HARMONY_READ_H_
#define JSONL_COMMON_RECORD_HARMONY_READ_H_

#include <string>
#include <string_view>

namespace jsonl::record::harmony {

// Appends the chat that the text encodes as a record of the messages format, {"messages": [...]}:
// - reasoning is `thinking` of the message that follows it, calls of functions are its
// `tool_calls`,
//   what is said before calls is its `content`;
// - the instructions of the developer stand without their heading, and with the tools that follow;
// - the result of a tool has the tool's `name`.
// What an encoder would write otherwise (other headers, reasoning that nothing follows) is read by
// its sense. False if the text is broken, or a role is unknown.
bool AppendMessages(std::string_view text, std::string* out);

}  // namespace jsonl::record::harmony

#endif  // JSONL_COMMON_RECORD_HARMONY_READ_H_

// Text with tags as messages.

#ifndef JSONL_COMMON_RECORD_TAGS_READ_H_
#define JSONL_COMMON_RECORD_TAGS_READ_H_

#include <string>
#include <string_view>

namespace jsonl::record::tags {

// Appends the chat that the text tells as a record of the messages format, {"messages": [...]}:
// thinking, what the assistant says, and calls that follow each other are one message. Calls stay
// as they are written, {"id", "name", "arguments"}; results have their ids as tool_call_id, in
// order. False if the text is broken, a tag unknown, or a call no JSON object with a name, nor a
// list of those.
bool AppendMessages(std::string_view text, std::string* out);

// Whether the content of a <|tool_call|> is one.
bool IsCall(std::string_view content);

}  // namespace jsonl::record::tags

#endif  // JSONL_COMMON_RECORD_TAGS_READ_H_

// The fields of the chat formats, made from records of any format.

#ifndef JSONL_COMMON_RECORD_CHAT_VALUE_H_
#define JSONL_COMMON_RECORD_CHAT_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/record/chat.h"
#include "common/record/content.h"
#include "common/record/format.h"
#include "common/text/buffer.h"

namespace jsonl::record {

enum class ChatPart : uint8_t {
  kAll,     // the prompt and the answer, or the preferred one
  kPrompt,  // the prompt
  kAnswer,  // the answer, or the preferred one: one turn, not a list
};

// Appends the turns as a list (kAnswer: one turn). The answer is the rejected one where the context
// says so. A record that is no chat is one turn of the
// user, as UserText has it, and one of the assistant.
absl::Status AppendChat(const Content& content, ChatStyle to, ChatPart part,
                        const Format::WriteContext& context, text::Buffer* out);

// `tools` is a list in messages, each tool as {"type":"function","function":{...}}. In sharegpt it
// is a string that holds a list of the functions alone. WrapTools appends the list of tools for the
// text of functions, nothing if that is no list; UnwrapTools appends the text for the list.
void WrapTools(std::string_view functions, text::Buffer* out);
void UnwrapTools(std::string_view tools, text::Buffer* out);

// Appends what the tools are in messages, a list; nothing if there are none.
void AppendToolsList(const Content& content, text::Buffer* out);

// Appends what the tools are in sharegpt, a JSON string; nothing if there are none.
void AppendToolsText(const Content& content, text::Buffer* out);

// Whether the target has tools, and they come back from there as they were.
bool CarriesTools(const Content& content, const Format& to);

// Whether the chat is one turn of the user and one of the assistant, with nothing but text.
bool IsPlainPair(const Content& content);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_CHAT_VALUE_H_

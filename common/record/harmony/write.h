// Chats as Harmony's text.

#ifndef JSONL_COMMON_RECORD_HARMONY_WRITE_H_
#define JSONL_COMMON_RECORD_HARMONY_WRITE_H_

#include <string>

#include "absl/status/status.h"
#include "common/record/content.h"

namespace jsonl::record::harmony {

// Appends the text of a chat of messages, as openai-harmony 0.0.8 renders conversations for
// training:
// - `system` is Harmony's system message, word for word, and `developer` the instructions of its
//   developer message. Nothing is added that the chat does not say: no identity of a model, date or
//   list of channels.
// - The tools stand in the first developer message; without one, in one of their own after the
//   system messages at the beginning.
// - `thinking` (also reasoning_content, reasoning) goes to the channel analysis, an answer to
// final,
//   calls, what is said beside them, and results of tools to commentary.
// - Reasoning before the first answer is left out if the assistant's last message is an answer.
// - A tool's message has the name of the call that it answers: by its own name, by its
//   tool_call_id, or in the order of the calls.
// Fails with InvalidArgument where a text contains a special token (a turn could be forged), and
// where there is no way to say something at all: parts of a content that are not text, a result
// that answers no call.
absl::Status AppendText(const Content& content, std::string* out);

}  // namespace jsonl::record::harmony

#endif  // JSONL_COMMON_RECORD_HARMONY_WRITE_H_

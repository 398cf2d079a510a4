// Records as one prompt and one answer, and prompts as text.

#ifndef JSONL_COMMON_RECORD_PROMPT_H_
#define JSONL_COMMON_RECORD_PROMPT_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/single.h"
#include "common/record/written.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// Fails with InvalidArgument where the content is a conversation of more turns, or a text without
// the form of Alpaca's prompt. A system prompt is passed over.
absl::Status AsSingle(const Content& content, text::Buffer* scratch, Single* out);

// A prompt that is one text: the instruction, and after a blank line the input of alpaca, or each
// context value of a task under its name and a colon.
absl::Status UserText(const Content& content, text::Buffer* out);
// The same as it is within a JSON string.
absl::Status AppendUserInner(const Content& content, text::Buffer* out);
// The same for the user's turn of a chat: without an instruction that is the system prompt.
absl::Status AppendUserTurnInner(const Content& content, text::Buffer* out);
// The context values alone.
std::string ContextText(const Content& content);

// Whether a model is given Alpaca's prompt for the record, not what the user of a chat says.
bool UsesAlpacaPrompt(const Content& content);

// Whether the text that AlpacaText makes of the content says its parts: none of them contains one
// of the headings.
bool TextTells(const Content& content);

// Why there is no conversion.
absl::Status NoAnswer(const Content& content);  // ... that is a text
absl::Status NoLabel(const Content& content);
absl::Status NoRejected(const Content& content);  // "a text record has no rejected answer"
// ... to a format that is only read, and written on the way back.
absl::Status OnlyTheWayBack(const Format& target);

// The answer of a pair as a string; false if it is no text.
bool AnswerText(const Content& content, const Answer& answer, Phrase* out);

// The answer, or the preferred one, as a string; false if there is none.
bool AnswerText(const Content& content, Phrase* out);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_PROMPT_H_

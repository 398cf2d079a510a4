// Records as one prompt and one answer, and prompts as text.

#ifndef JSONL_COMMON_RECORD_PROMPT_H_
#define JSONL_COMMON_RECORD_PROMPT_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/written.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// A prompt of one turn, and its answer. Views into the content, or into the scratch string that it
// was made with.
struct Single {
  Phrase instruction;
  // What the instruction is about: the input of alpaca, the context of a task. Of a task with one
  // context value it is that value; with several, each follows its name and a colon, a blank line
  // between them. White space counts as input; only an empty string is none.
  Phrase input;
  Phrase answer;
  bool has_answer = false;
};

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

// Alpaca's prompt as its authors published it, one with an input and one without, and the answer
// right after "### Response:".
std::string AlpacaText(const Single& single);
// The same as it is within a JSON string.
void AppendAlpacaInner(const Single& single, text::Buffer* out);

// The reverse; one newline after "### Response:" is passed over. False if the text has not that
// form.
bool ParseAlpacaText(std::string_view text, Single* out);

// The same but for the answer: what a model is given. Parsing sets the instruction and the input.
std::string AlpacaPrompt(const Single& single);
void AppendAlpacaPromptInner(const Single& single, text::Buffer* out);
bool ParseAlpacaPrompt(std::string_view text, Single* out);
// Whether it is what a model is given for the record, rather than what the user of a chat says.
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

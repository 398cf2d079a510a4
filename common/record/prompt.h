// Examples as one prompt and one answer, and prompts as text.

#ifndef JSONL_COMMON_RECORD_PROMPT_H_
#define JSONL_COMMON_RECORD_PROMPT_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace jsonl {
class Answer;
class Example;
}  // namespace jsonl

namespace jsonl::record {

// A prompt of one turn, and its answer. Views into the example, or into the scratch string that it
// was made with.
struct Single {
  std::string_view instruction;
  // What the instruction is about: the input of alpaca, the context of a task. Of a task with one
  // context value it is that value; with several, each follows its name and a colon, a blank line
  // between them. White space counts as input; only an empty string is none.
  std::string_view input;
  std::string_view answer;
  bool has_answer = false;
};

// Fails with InvalidArgument where the example is a conversation of more turns, or a text without
// the form of Alpaca's prompt. A system prompt is passed over.
absl::Status AsSingle(const Example& example, std::string* scratch, Single* out);

// What a chat's user says for it: the instruction, and after a blank line the input of alpaca, or
// each context value of a task under its name and a colon.
absl::Status AppendUserText(const Example& example, std::string* out);

// Alpaca's prompt as its authors published it, one with an input and one without, and the answer
// right after "### Response:".
void AppendAlpacaText(const Single& single, std::string* out);

// The reverse; one newline after "### Response:" is passed over. False if the text has not that
// form.
bool ParseAlpacaText(std::string_view text, Single* out);

// Whether the text that AppendAlpacaText makes of the example says its parts: none of them contains
// one of the headings.
bool TextTells(const Example& example);

// Why there is no conversion.
absl::Status NoAnswer(const Example& example);    // ... that is a text
absl::Status NoRejected(const Example& example);  // "a text record has no rejected answer"

// The answer of a pair as a string; false if it is no text.
bool AnswerText(const Answer& answer, std::string_view* out);

// The answer, or the preferred one, as a string; false if there is none.
bool AnswerText(const Example& example, std::string_view* out);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_PROMPT_H_

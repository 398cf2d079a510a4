// Alpaca's prompt, https://github.com/tatsu-lab/stanford_alpaca.

#ifndef JSONL_COMMON_RECORD_ALPACA_TEXT_H_
#define JSONL_COMMON_RECORD_ALPACA_TEXT_H_

#include <string>
#include <string_view>

#include "common/record/single.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// The prompt as its authors published it, one with an input and one without, and the answer
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

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_ALPACA_TEXT_H_

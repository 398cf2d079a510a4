// A prompt and one answer to it, each a string or a list of messages.

#ifndef JSONL_COMMON_RECORD_COMPLETION_H_
#define JSONL_COMMON_RECORD_COMPLETION_H_

#include <string>

#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record {

// Appends the prompt, of a record of any format:
// - an instruction, with or without an input, becomes Alpaca's prompt, as far as "### Response:";
// - a chat becomes the list of the turns before its last, which must be the assistant's;
// - what is a prompt already, a string or a list, stays as it is;
// - anything else is what the user says, as UserText has it.
absl::Status AppendCompletionPrompt(const Content& content, const Format::WriteContext& context,
                                    text::Buffer* out);

// Appends the answer, as a string beside a prompt that is a string, or as a list of messages.
absl::Status AppendCompletion(const Content& content, const Format::WriteContext& context,
                              text::Buffer* out);

// Appends the label: that of the record, or of a pair's answer that is written.
absl::Status AppendLabel(const Content& content, const Format::WriteContext& context,
                         text::Buffer* out);

// Whether a record of format `to` says all that the prompt says, or the answer; see
// Format::Carries.
bool CarriesPrompt(const Content& content, const Format& to);
bool CarriesCompletion(const Content& content, const Format& to);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_COMPLETION_H_

// What conversions drop, in words, for the account of a run: "field 'id'", "system prompt".

#ifndef JSONL_COMMON_RECORD_LOSSES_H_
#define JSONL_COMMON_RECORD_LOSSES_H_

#include <string_view>

#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record {

// These append to the losses of the options, and do nothing where those are not wanted.

void LoseField(std::string_view name, const WriteOptions& options);

// What was kept of a field for the way back gives way to what the record says since.
void LosePrevious(std::string_view name, const WriteOptions& options);

// Of a turn, or of a call in it.
void LoseOfTurn(std::string_view name, const WriteOptions& options);
void LoseOfCall(std::string_view name, const WriteOptions& options);

void LoseSystemPrompt(const WriteOptions& options);

// The field of the content is not copied to a record of format `to`. It is lost unless the record
// says the same in its own words, as a chat does with an instruction.
bool IsSaid(const Content& content, const Content::Field& field, const Format& to);
void LoseUnlessSaid(const Content& content, const Content::Field& field, const Format& to,
                    const WriteOptions& options);

// The content's turns become one text or two: system prompts are lost, and the members that turns
// have beside role and content.
void LoseRestOfTurns(const Content& content, const WriteOptions& options);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_LOSSES_H_

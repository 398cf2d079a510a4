// What turns lose where a chat becomes one text.

#ifndef JSONL_COMMON_RECORD_ENCODED_LOSSES_H_
#define JSONL_COMMON_RECORD_ENCODED_LOSSES_H_

#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record {

// Appends to the losses of the options, if they are wanted, each member of a turn, and of a call,
// that does not come back from the text of that format: "field 'weight' of a turn".
void LoseUnsaidOfTurns(const Content& content, const Format& encoded, const WriteOptions& options);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_ENCODED_LOSSES_H_

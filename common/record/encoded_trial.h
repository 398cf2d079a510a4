// What comes back from formats in which a chat is one text.

#ifndef JSONL_COMMON_RECORD_ENCODED_TRIAL_H_
#define JSONL_COMMON_RECORD_ENCODED_TRIAL_H_

#include <cstdint>
#include <string_view>

#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record {

// Writes the content as a record of such a format, reads that, and sees what it says: bit n of the
// result is set if the field of key n, one of the content's format, is in the text with all that it
// says, in the order that it has. Chats are there with all of their fields, or not at all, so that
// what is kept elsewhere can be compared to the text.
uint32_t CarriedByText(const Content& content, const Format& encoded);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_ENCODED_TRIAL_H_

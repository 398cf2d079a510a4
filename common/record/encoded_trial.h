// What comes back from formats in which a chat is one text.

#ifndef JSONL_COMMON_RECORD_ENCODED_TRIAL_H_
#define JSONL_COMMON_RECORD_ENCODED_TRIAL_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "common/json/document.h"
#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record {

// Whether two values say the same in the same order: strings may be escaped in different ways.
bool SaysSame(json::Value a, json::Value b);

// Writes the content as a record of such a format, reads that, and calls visit(field, again) for
// each field of the content's format but those that no text says: `again` is what comes back of
// it, valid during the call, and absent if nothing does. Calls nothing where that fails.
void TryText(const Content& content, const Format& encoded,
             absl::FunctionRef<void(const Content::Field&, json::Value)> visit);

// The same in short: bit n is set if the field of key n is in the text with all that it says, in
// the order that it has. Chats are there with all of their fields, or not at all, so that
// what is kept elsewhere can be compared to the text.
uint32_t CarriedByText(const Content& content, const Format& encoded);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_ENCODED_TRIAL_H_

// `messages`: chats as OpenAI and TRL have them; turns.h has the rules for the messages.

#ifndef JSONL_COMMON_RECORD_FORMATS_MESSAGES_H_
#define JSONL_COMMON_RECORD_FORMATS_MESSAGES_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& MessagesFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_MESSAGES_H_

// Chats as one text, the turns after "\n\nHuman:" and "\n\nAssistant:", as the data set HH-RLHF of
// Anthropic has them.

#ifndef JSONL_COMMON_RECORD_TAGGED_TURNS_H_
#define JSONL_COMMON_RECORD_TAGGED_TURNS_H_

#include <string>
#include <string_view>

namespace jsonl::record {

// Appends, as JSON, the messages that two such texts share and those of each that come after:
// [[prompt ...], [chosen ...], [rejected ...]]. The prompt ends before the last turn of the
// assistant that begins in what the texts share. White space around what is said is passed over.
// Appends nothing if the texts do not begin with a turn, or share none before the assistant's.
void AppendTaggedPair(std::string_view chosen, std::string_view rejected, std::string* out);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_TAGGED_TURNS_H_

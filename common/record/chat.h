// Turns of chats, read from and written to the two ways in which the formats have them.

#ifndef JSONL_COMMON_RECORD_CHAT_H_
#define JSONL_COMMON_RECORD_CHAT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/json/document.h"
#include "common/record/format.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace jsonl {
class Turn;
}

namespace jsonl::record {

enum class ChatStyle : uint8_t {
  kMessages,  // {"role": ..., "content": ..., "tool_calls": ...}
  kSharegpt,  // {"from": ..., "value": ...}; calls are JSON in the value of a "function_call"
};

// The style of a format that has turns.
ChatStyle StyleOf(std::string_view format);

using TurnList = google::protobuf::RepeatedPtrField<Turn>;

// Reads a turn, or a list of them. False if one has not the style's shape.
bool ReadTurn(ChatStyle style, json::Value value, Turn* out);
bool ReadTurns(ChatStyle style, json::Value list, TurnList* out);

// Appends a turn that was read in style `from` as an object in style `to`. Between the styles:
// - names and roles are exchanged in place; other members of the turn stay as and where they are;
// - a call of functions is {"name": ..., "arguments": ...} in the value, several are a list;
// - a turn that would not come back from the other style as it was (one with ids of its calls, or
// of
//   the developer, say) goes along whole, as the member `source` of what is written. `source` is
//   what is written on the way back, unless the turn was edited in between.
absl::Status AppendTurn(ChatStyle from, ChatStyle to, const Turn& turn, const WriteOptions& options,
                        std::string* out);

// Appends turns [begin, end), separated by commas; the first follows a '[' or a comma already.
absl::Status AppendTurns(ChatStyle from, ChatStyle to, const TurnList& turns, int begin, int end,
                         const WriteOptions& options, std::string* out);

// Appends {"role": "user", "content": text} in that style; `role` is the
// schema's USER, ASSISTANT or SYSTEM.
void AppendPlainTurn(ChatStyle to, int role, std::string_view text, std::string* out);

// Whether the turn says no more than role and text, in the usual order.
bool IsPlain(const Turn& turn, ChatStyle style);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_CHAT_H_

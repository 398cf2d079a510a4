// Turns of chats, written in the two ways in which the formats have them.

#ifndef JSONL_COMMON_RECORD_CHAT_H_
#define JSONL_COMMON_RECORD_CHAT_H_

#include <string>

#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/format.h"
#include "common/record/written.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// Appends a turn of the content as an object in style `to`. Between the styles:
// - names and roles are exchanged in place; other members of the turn stay as and where they are;
// - a call of functions is {"name": ..., "arguments": ...} in the value, several are a list;
// - a turn that would not come back from the other style as it was (one with ids of its calls, or
//   of the developer, say) goes along whole, as the member `source` of what is written. `source` is
//   what is written on the way back, unless the turn is no longer what is written for it.
absl::Status AppendTurn(const Content& content, const Turn& turn, ChatStyle to,
                        const WriteOptions& options, text::Buffer* out);

// Appends turns, separated by commas; the first follows a '[' or a comma already.
absl::Status AppendTurns(const Content& content, TurnRange turns, ChatStyle to,
                         const WriteOptions& options, text::Buffer* out);

// The beginning of {"role":"user","content":"..."} in that style, up to the text, of a user, an
// assistant or a system prompt. It follows a '[' or another turn.
inline void BeginPlainTurn(ChatStyle to, Role role, text::Buffer* out) {
  const bool messages = to == ChatStyle::kMessages;
  if (out->back() == '}') out->push_back(',');
  if (role == Role::kUser) {
    messages ? out->append(R"({"role":"user","content":")")
             : out->append(R"({"from":"human","value":")");
  } else if (role == Role::kAssistant) {
    messages ? out->append(R"({"role":"assistant","content":")")
             : out->append(R"({"from":"gpt","value":")");
  } else {
    messages ? out->append(R"({"role":"system","content":")")
             : out->append(R"({"from":"system","value":")");
  }
}
inline void EndPlainTurn(text::Buffer* out) { out->append("\"}"); }
inline void AppendPlainTurn(ChatStyle to, Role role, const Phrase& text, text::Buffer* out) {
  BeginPlainTurn(to, role, out);
  AppendInner(text, out);
  EndPlainTurn(out);
}

// Whether the turn says no more than role and text, in the usual order.
bool IsPlain(const Turn& turn);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_CHAT_H_

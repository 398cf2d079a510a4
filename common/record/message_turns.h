// A chat of any record as messages, for what writes it as text.

#ifndef JSONL_COMMON_RECORD_MESSAGE_TURNS_H_
#define JSONL_COMMON_RECORD_MESSAGE_TURNS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/record/content.h"
#include "common/record/message_call.h"
#include "common/record/nested.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// The content itself if it is a chat of messages; otherwise the chat that messages would have for
// it, as AppendChat writes it, and its tools. Make it thread_local.
class MessageTurns {
 public:
  // Valid until the next call.
  absl::StatusOr<const Content*> Of(const Content& content);

 private:
  text::Buffer text_;
  Nested nested_;
  Content chat_;
};

// What a message says besides its role and its calls.
struct MessageParts {
  explicit MessageParts(const Turn& turn);

  // Of the assistant: thinking, reasoning_content or reasoning; absent if it is no string, or
  // empty.
  json::Value thinking;
  json::Value name;          // absent if it is no string, or empty
  json::Value tool_call_id;  // the same
  bool several = false;      // the content is a list of parts
};

// Finds the calls that the messages of tools answer.
class CallNames {
 public:
  // The calls of the assistant's message at hand: those before are answered.
  void Begin(const Turn& turn);
  // The name of the function whose result a tool's message is: its own name, that of the call with
  // its tool_call_id, or the next call's. Fails with InvalidArgument if there is none.
  absl::StatusOr<std::string_view> Next(const MessageParts& parts);

 private:
  json::Value NextCall();
  void MakeTable();

  json::Value calls_;
  uint32_t next_ = 0;   // the node of the call that is answered next
  bool table_ = false;  // names_ is filled
  absl::flat_hash_map<std::string, std::string> names_;  // by id
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_MESSAGE_TURNS_H_

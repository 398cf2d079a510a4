#include "common/record/message_turns.h"

#include "common/record/chat_value.h"
#include "common/record/keys.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("content", "thinking", "reasoning_content", "reasoning", "name",
                     "tool_call_id");

// A string that is not empty; absent otherwise.
json::Value Said(json::Value value) {
  return value && value.is_string() && !value.string().empty() ? value : json::Value();
}

}  // namespace

absl::StatusOr<const Content*> MessageTurns::Of(const Content& content) {
  if (content.style() == ChatStyle::kMessages && content.turns.size() > 0 && !content.system &&
      !content.added_system && !content.chosen.value &&
      (!content.tools || content.tools.is_array())) {
    return &content;
  }
  const WriteOptions options;
  text_.assign(R"({"messages":)");
  absl::Status status =
      AppendChat(content, ChatStyle::kMessages, ChatPart::kAll, {.options = options}, &text_);
  if (!status.ok()) return status;
  if (content.tools) {
    text_.append(R"(,"tools":)");
    const size_t begin = text_.size();
    if (content.tools.is_array()) {
      text_.append(content.tools.raw());
    } else {
      WrapTools(content.tools.string(), &text_);
    }
    if (text_.size() == begin) text_.append("null");
  }
  text_.push_back('}');
  json::Value root = nested_.Parse(text_);
  if (!root || !chat_.ReadTurns(ChatStyle::kMessages, root.Find("messages"))) {
    return absl::InvalidArgumentError("the chat is nested too deep");
  }
  json::Value tools = root.Find("tools");
  if (tools && tools.is_array()) chat_.tools = tools;
  return &chat_;
}

MessageParts::MessageParts(const Turn& turn) {
  const Fields fields(turn.object, kKeys);
  several = fields[0] && fields[0].is_array();
  if (turn.role == Role::kAssistant) {
    for (size_t key : {1, 2, 3}) {
      if (!thinking) thinking = Said(fields[key]);
    }
  }
  name = Said(fields[4]);
  tool_call_id = Said(fields[5]);
}

void CallNames::Begin(const Turn& turn) {
  calls_ = turn.tool_calls;
  if (calls_) next_ = calls_.index() + 1;
  table_ = false;
}

json::Value CallNames::NextCall() {
  if (!calls_ || next_ >= calls_.next()) return {};
  const json::Value call(calls_.document(), next_);
  next_ = call.next();
  return call;
}

void CallNames::MakeTable() {
  table_ = true;
  names_.clear();
  for (json::Value element : calls_.elements()) {
    const MessageCall call(element);
    if (call.id) names_.emplace(call.id.string(), call.name.string());
  }
}

absl::StatusOr<std::string_view> CallNames::Next(const MessageParts& parts) {
  const json::Value next = NextCall();
  if (parts.name) return parts.name.string();
  if (next) {
    const MessageCall call(next);
    if (!parts.tool_call_id || !call.id || call.id.string() == parts.tool_call_id.string()) {
      return call.name.string();
    }
  }
  if (calls_ && parts.tool_call_id) {
    if (!table_) MakeTable();
    auto found = names_.find(std::string(parts.tool_call_id.string()));
    if (found != names_.end()) return std::string_view(found->second);
  }
  return absl::InvalidArgumentError("a tool's message answers no call, and has no name");
}

}  // namespace jsonl::record

#include "common/record/harmony/write.h"

#include <utility>

#include "common/record/harmony/text.h"
#include "common/record/harmony/tools.h"
#include "common/record/message_turns.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record::harmony {
namespace {

constexpr std::string_view kJson = " <|constrain|>json";

std::string_view TextOf(const Turn& turn) {
  return turn.content ? turn.content.string() : std::string_view();
}

// Whether the turn has a message of the channel final. One that only thinks has not.
bool IsAnswer(const Turn& turn, const MessageParts& parts) {
  return turn.calls == 0 && turn.content && (!turn.content.string().empty() || !parts.thinking);
}

class Writer {
 public:
  Writer(const Content& chat, std::string* out) : chat_(chat), out_(*out) {}

  absl::Status Write() {
    LookAhead();
    for (uint32_t i = 0; i < chat_.turns.size() && status_.ok(); ++i) {
      const Turn& turn = chat_.said(i);
      const MessageParts parts(turn);
      if (parts.several) Fail("a content of several parts has no place in Harmony");
      if (turn.role != Role::kSystem && !has_developer_) Developer(nullptr);
      switch (turn.role) {
        case Role::kSystem:
          Message("system", TextOf(turn), kEnd);
          break;
        case Role::kDeveloper:
          Developer(&turn);
          break;
        case Role::kTool:
          Result(turn, parts);
          break;
        case Role::kAssistant:
          Assistant(turn, parts, i < dropped_);
          break;
        default:
          Message("user", TextOf(turn), kEnd);
      }
    }
    if (!has_developer_) Developer(nullptr);
    return status_;
  }

 private:
  void Fail(std::string_view why) { status_.Update(absl::InvalidArgumentError(text::ToAbsl(why))); }

  // What turns further down decide.
  void LookAhead() {
    bool last = true;  // of the assistant's
    bool ends_in_answer = false;
    for (uint32_t i = chat_.turns.size(); i-- > 0;) {
      const Turn& turn = chat_.said(i);
      has_developer_ = has_developer_ || turn.role == Role::kDeveloper;
      if (turn.role != Role::kAssistant) continue;
      const bool answer = IsAnswer(turn, MessageParts(turn));
      if (last) ends_in_answer = answer;
      last = false;
      if (answer && ends_in_answer) dropped_ = i + 1;
    }
  }

  // A text that somebody says, or that is made of one.
  void Quote(std::string_view text) {
    const std::string_view token = FindSpecialToken(text);
    if (!token.empty()) {
      Fail(text::Cat("a text contains ", token, ", which is a special token of Harmony"));
    }
    out_.append(text);
  }

  void Message(std::string_view header, std::string_view text, std::string_view end) {
    text::Append(&out_, kStart, header, kMessage);
    Quote(text);
    out_.append(end);
  }

  // The turn's instructions, if there is a turn, and the tools, if this is the first such message.
  void Developer(const Turn* turn) {
    has_developer_ = true;
    const bool tools = chat_.tools && chat_.tools.size() > 0 && !std::exchange(tools_, true);
    if (turn == nullptr && !tools) return;
    developer_.clear();
    if (turn != nullptr) {
      const std::string_view text = TextOf(*turn);
      if (tools || !text.starts_with(kToolsHead)) developer_.append(kInstructions);
      developer_.append(text);
      if (tools) developer_.append("\n\n");
    }
    if (tools) status_.Update(AppendTools(chat_.tools, &developer_));
    Message("developer", developer_, kEnd);
  }

  // Appends the name of a function as it is in headers.
  void FunctionName(std::string_view name) {
    if (name.empty() || name.find_first_of(" \t\r\n<") != name.npos) {
      Fail(text::Cat("a tool cannot be called '", text::Shortened(name), "' in Harmony"));
    }
    if (!name.starts_with(kFunctions)) out_.append(kFunctions);
    out_.append(name);
  }

  void Result(const Turn& turn, const MessageParts& parts) {
    absl::StatusOr<std::string_view> name = names_.Next(parts);
    if (!name.ok()) return status_.Update(name.status());
    out_.append(kStart);
    FunctionName(*name);
    text::Append(&out_, " to=assistant", kChannel, kCommentary, kMessage);
    Quote(TextOf(turn));
    out_.append(kEnd);
  }

  void Assistant(const Turn& turn, const MessageParts& parts, bool drop_thinking) {
    if (parts.thinking && !drop_thinking) {
      Message("assistant<|channel|>analysis", parts.thinking.string(), kEnd);
    }
    const bool last = &turn == &chat_.said(chat_.turns.size() - 1);
    if (IsAnswer(turn, parts)) {
      Message("assistant<|channel|>final", turn.content.string(), last ? kReturn : kEnd);
    } else if (turn.calls > 0 && !TextOf(turn).empty()) {
      Message("assistant<|channel|>commentary", turn.content.string(), kEnd);
    }
    names_.Begin(turn);
    if (turn.calls == 0) return;
    for (json::Value call : turn.tool_calls.elements()) Call(MessageCall(call));
  }

  void Call(const MessageCall& call) {
    text::Append(&out_, kStart, "assistant to=");
    FunctionName(call.name.string());
    text::Append(&out_, kChannel, kCommentary, kJson, kMessage);
    if (!call.arguments) {
      out_.append("{}");
    } else {
      Quote(call.arguments.is_string() ? call.arguments.string() : call.arguments.raw());
    }
    out_.append(kCall);
  }

  const Content& chat_;
  std::string& out_;
  absl::Status status_;
  bool has_developer_ = false;  // a developer's message is written, or comes
  bool tools_ = false;          // the tools are written
  uint32_t dropped_ = 0;        // turns that lose their thinking
  CallNames names_;
  std::string developer_;
};

}  // namespace

absl::Status AppendText(const Content& content, std::string* out) {
  thread_local MessageTurns turns;
  absl::StatusOr<const Content*> chat = turns.Of(content);
  return chat.ok() ? Writer(**chat, out).Write() : chat.status();
}

}  // namespace jsonl::record::harmony

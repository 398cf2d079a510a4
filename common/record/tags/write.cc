#include "common/record/tags/write.h"

#include "common/json/writer.h"
#include "common/record/message_turns.h"
#include "common/record/tags/text.h"
#include "common/record/tool_calls.h"
#include "common/record/written.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record::tags {
namespace {

using Arguments = WriteOptions::Arguments;

Tag TagOf(Role role) {
  switch (role) {
    case Role::kSystem:
      return Tag::kSystem;
    case Role::kDeveloper:
      return Tag::kDeveloper;
    case Role::kAssistant:
      return Tag::kAssistant;
    case Role::kTool:
      return Tag::kToolResult;
    default:
      return Tag::kUser;
  }
}

class Writer {
 public:
  Writer(const WriteOptions& options, std::string* out) : options_(options), out_(*out) {}

  absl::Status Write(const Content& chat) {
    for (uint32_t i = 0; i < chat.turns.size(); ++i) {
      const Turn& turn = chat.said(i);
      const MessageParts parts(turn);
      if (parts.several) {
        return absl::InvalidArgumentError(
            "a content of several parts has no place in a text with tags");
      }
      absl::Status status = Write(chat, turn, parts);
      if (!status.ok()) return status;
    }
    out_.append(kEndOfText);
    return absl::OkStatus();
  }

 private:
  absl::Status Write(const Content& chat, const Turn& turn, const MessageParts& parts) {
    absl::Status status;
    if (parts.thinking) status = Add(Tag::kThinking, parts.thinking.string());
    const std::string_view text = turn.content ? turn.content.string() : std::string_view();
    // A message that only thinks, or only calls, says nothing.
    if (!text.empty() || (turn.calls == 0 && !parts.thinking)) {
      status.Update(Add(TagOf(turn.role), text));
    }
    if (turn.calls == 0) return status;
    uint32_t i = turn.first_call;
    for (json::Value call : turn.tool_calls.elements()) {
      text::Append(&out_, TagText(Tag::kToolCall), "\n");
      status.Update(Call(MessageCall(call), call, chat.call(i++)));
      out_.push_back('\n');
    }
    return status;
  }

  absl::Status Add(Tag tag, std::string_view content) {
    std::string_view line = FindTagLine(content);
    if (line.empty() && content.find(kEndOfText) != content.npos) line = kEndOfText;
    if (!line.empty()) {
      return absl::InvalidArgumentError(
          text::Cat("a text contains ", text::Shortened(line), ", which would be taken for a tag"));
    }
    text::Append(&out_, TagText(tag), "\n", content, "\n");
    return absl::OkStatus();
  }

  absl::Status Call(const MessageCall& parts, json::Value call, const ToolCall& texts) {
    const bool flat = parts.function.index() == call.index();
    if (flat && (!parts.arguments || options_.arguments == Arguments::kAsRead)) {
      AppendOnOneLine(call.raw(), &out_);
      return absl::OkStatus();
    }
    if (flat) {
      out_.append(texts.call.substr(0, parts.arguments.begin() - call.begin()));
    } else {
      out_.push_back('{');
      if (parts.id) text::Append(&out_, "\"id\": ", parts.id.raw(), ", ");
      text::Append(&out_, "\"name\": ", parts.name.raw(), ", \"arguments\": ");
    }
    arguments_.clear();
    absl::Status status = AppendArguments(texts, options_.arguments, &arguments_);
    out_.append(arguments_);
    if (flat) {
      out_.append(
          texts.call.substr(parts.arguments.begin() - call.begin() + parts.arguments.raw().size()));
    } else {
      out_.push_back('}');
    }
    return status;
  }

  const WriteOptions& options_;
  std::string& out_;
  text::Buffer arguments_;
};

}  // namespace

absl::Status AppendText(const Content& content, const WriteOptions& options, std::string* out) {
  thread_local MessageTurns turns;
  absl::StatusOr<const Content*> chat = turns.Of(content);
  return chat.ok() ? Writer(options, out).Write(**chat) : chat.status();
}

}  // namespace jsonl::record::tags

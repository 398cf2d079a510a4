#include "common/record/chat.h"

#include "common/hash/fingerprint.h"
#include "common/json/fingerprint.h"
#include "common/json/writer.h"
#include "common/record/keys.h"
#include "common/record/nested.h"
#include "common/record/tool_calls.h"

namespace jsonl::record {
namespace {

constexpr Keys kTurnFields("role", "content", "tool_calls", "source", "from", "value");

std::string_view RoleName(ChatStyle style, const Turn& turn) {
  const bool messages = style == ChatStyle::kMessages;
  switch (turn.role) {
    case Role::kSystem:
      return "system";
    case Role::kDeveloper:
      return messages ? "developer" : "system";
    case Role::kUser:
      return messages ? "user" : "human";
    case Role::kTool:
      return messages ? "tool" : "observation";
    default:
      if (messages) return "assistant";
      return turn.calls > 0 ? "function_call" : "gpt";
  }
}

void AppendCallText(const Content& content, const Turn& turn, text::Buffer* out) {
  thread_local text::Buffer text;
  text.clear();
  AppendFunctionCall(content, turn, &text);
  json::AppendString(text, out);
}

// In the style that it has, with arguments as the options say.
absl::Status AppendSame(const Content& content, const Turn& turn, const WriteOptions& options,
                        text::Buffer* out) {
  if (!turn.tool_calls || options.arguments == WriteOptions::Arguments::kAsRead) {
    out->append(turn.object.raw());
    return absl::OkStatus();
  }
  ObjectWriter object(out);
  for (json::Member member : turn.object.members()) {
    if (member.value.index() != turn.tool_calls.index()) {
      object.Copy(member);
      continue;
    }
    object.CopyName(member.key);
    absl::Status status = AppendToolCalls(content, turn, options, out);
    if (!status.ok()) return status;
  }
  object.End();
  return absl::OkStatus();
}

// Whether the turn, exchanged in place, comes back from the other style as it is.
bool ComesBack(const Content& content, const Turn& turn) {
  const bool messages = content.style() == ChatStyle::kMessages;
  if (!turn.usual_role || turn.role == Role::kDeveloper) return false;
  bool null_content = false;  // it is what comes back right before tool calls
  for (json::Member member : turn.object.members()) {
    const bool modelled = turn.Models(member.value);
    const bool calls =
        modelled && turn.tool_calls && member.value.index() == turn.tool_calls.index();
    if (null_content && !calls) return false;
    null_content = false;
    if (modelled) continue;
    if (kTurnFields.Find(member.name()) < 0) continue;
    null_content = messages && member.name() == "content" && member.value.is_null();
    if (!null_content) return false;
  }
  if (null_content) return false;
  if (turn.calls == 0) return bool{turn.content};
  if (messages) {
    return turn.role == Role::kAssistant && !turn.content && CallsComeBack(content, turn) &&
           turn.object.Find("content");
  }
  for (uint32_t i = 0; i < turn.calls; ++i) {
    if (content.call(turn.first_call + i).arguments.starts_with('"')) return false;
  }
  thread_local text::Buffer text;
  text.clear();
  AppendFunctionCall(content, turn, &text);
  return text == turn.content.string();
}

void AppendRole(ChatStyle to, const Turn& turn, ObjectWriter* object, text::Buffer* out) {
  object->Name(to == ChatStyle::kMessages ? std::string_view(R"("role":")") : R"("from":")");
  out->append(RoleName(to, turn));
  out->push_back('"');
}

absl::Status AppendToSharegpt(const Content& content, const Turn& turn, text::Buffer* out) {
  ObjectWriter object(out);
  const auto append_role = [&] { AppendRole(ChatStyle::kSharegpt, turn, &object, out); };
  const auto append_value = [&] {
    object.Name(R"("value":)");
    if (turn.calls > 0) {
      AppendCallText(content, turn, out);
    } else {
      out->append(turn.content ? turn.content.raw() : R"("")");
    }
  };
  if (!ComesBack(content, turn)) {
    json::Value said = turn.object.Find("content");
    if (turn.calls == 0 && said && !turn.content && !said.is_null()) {
      return absl::InvalidArgumentError("a content of several parts has no place in sharegpt");
    }
    append_role();
    append_value();
    object.Name(R"("source":)");
    out->append(turn.object.raw());
  } else {
    for (json::Member member : turn.object.members()) {
      if (member.value.index() == turn.role_value.index()) {
        append_role();
      } else if (member.name() == "content") {
        append_value();
      } else if (!turn.Models(member.value)) {
        object.Copy(member);
      }
    }
  }
  object.End();
  return absl::OkStatus();
}

absl::Status AppendToMessages(const Content& content, const Turn& turn, const WriteOptions& options,
                              text::Buffer* out) {
  ObjectWriter object(out);
  const auto append_role = [&] { AppendRole(ChatStyle::kMessages, turn, &object, out); };
  const auto append_content = [&] {
    object.Name(R"("content":)");
    if (turn.calls == 0) {
      out->append(turn.content.raw());
      return absl::OkStatus();
    }
    out->append(R"(null,"tool_calls":)");
    return AppendToolCalls(content, turn, options, out);
  };
  absl::Status status;
  if (!ComesBack(content, turn)) {
    append_role();
    status = append_content();
    object.Name(R"("source":)");
    out->append(turn.object.raw());
  } else {
    for (json::Member member : turn.object.members()) {
      if (member.value.index() == turn.role_value.index()) {
        append_role();
      } else if (member.value.index() == turn.content.index()) {
        status.Update(append_content());
      } else {
        object.Copy(member);
      }
    }
  }
  object.End();
  return status;
}

absl::Status AppendToOther(const Content& content, const Turn& turn, const WriteOptions& options,
                           text::Buffer* out) {
  return content.style() == ChatStyle::kMessages ? AppendToSharegpt(content, turn, out)
                                                 : AppendToMessages(content, turn, options, out);
}

// Reads the `source` of a turn, which a conversion made this one from. False if none did: the turn
// was edited, or the source is somebody else's.
bool ReadSource(const Content& content, const Turn& turn, Content* source) {
  const bool messages = content.style() == ChatStyle::kMessages;
  if (!source->ReadTurn(messages ? ChatStyle::kSharegpt : ChatStyle::kMessages, turn.source)) {
    return false;
  }
  const hash::Fingerprint now = json::FingerprintOf(turn.object, 0);
  for (auto arguments : {WriteOptions::Arguments::kString, WriteOptions::Arguments::kObject}) {
    text::Buffer made;
    Nested nested;
    if (!AppendToOther(*source, source->turn(0), {.arguments = arguments}, &made).ok()) continue;
    json::Value object = nested.Parse(made);
    if (object && json::FingerprintOf(object, 0) == now) return true;
  }
  return false;
}

}  // namespace

absl::Status AppendTurn(const Content& content, const Turn& turn, ChatStyle to,
                        const WriteOptions& options, text::Buffer* out) {
  if (content.style() == to) return AppendSame(content, turn, options, out);
  if (turn.source) {
    Content source;
    if (ReadSource(content, turn, &source)) {
      return AppendSame(source, source.turn(0), options, out);
    }
  }
  return AppendToOther(content, turn, options, out);
}

absl::Status AppendTurns(const Content& content, TurnRange turns, ChatStyle to,
                         const WriteOptions& options, text::Buffer* out) {
  for (uint32_t i = turns.begin; i < turns.end; ++i) {
    if (out->back() == '}') out->push_back(',');
    absl::Status status = AppendTurn(content, content.turn(i), to, options, out);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

bool IsPlain(const Turn& turn) {
  return turn.object.size() == 2 && turn.content && turn.usual_role && turn.calls == 0 &&
         turn.role_value.index() < turn.content.index();
}

}  // namespace jsonl::record

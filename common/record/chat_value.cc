#include "common/record/chat_value.h"

#include "common/json/writer.h"
#include "common/record/nested.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr std::string_view kToolHead = R"({"type":"function","function":)";

// The system prompt that is not one of the turns; absent if there is none.
json::Value SystemPrompt(const Content& content, const Format::WriteContext& context) {
  if (content.format().traits().instruction == Format::Traits::Instruction::kSystem) {
    return content.instruction;
  }
  if (content.system && !content.instruction) return content.system;
  return context.restoring ? json::Value() : content.added_system;
}

// The prompt of a chat, as far as turn `end` of it.
absl::Status AppendPrompt(const Content& content, ChatStyle to, uint32_t end,
                          const Format::WriteContext& context, text::Buffer* out) {
  const json::Value system = SystemPrompt(content, context);
  if (system) AppendPlainTurn(to, Role::kSystem, Phrase(system), out);
  if (content.turns.size() == 0) {
    BeginPlainTurn(to, Role::kUser, out);
    absl::Status status = AppendUserTurnInner(content, out);
    EndPlainTurn(out);
    return status;
  }
  const bool skip = context.skip_system && content.said(0).role == Role::kSystem;
  return AppendTurns(content, {content.turns.begin + (skip ? 1 : 0), end}, to, context.options,
                     out);
}

// The answer, or the preferred one, where it is not the last turn of a chat.
absl::Status AppendAnswer(const Content& content, ChatStyle to, bool one_turn,
                          const Format::WriteContext& context, text::Buffer* out) {
  const Answer& answer = context.rejected ? content.rejected : content.chosen;
  if (answer.value && !answer.is_text()) {
    if (answer.turns.size() != 1 && (one_turn || answer.turns.size() == 0)) {
      return NoAnswer(content);
    }
    return AppendTurns(content, answer.turns, to, context.options, out);
  }
  Phrase text;
  if (!(answer.value ? AnswerText(content, answer, &text) : AnswerText(content, &text))) {
    return NoAnswer(content);
  }
  AppendPlainTurn(to, Role::kAssistant, text, out);
  return absl::OkStatus();
}

}  // namespace

absl::Status AppendChat(const Content& content, ChatStyle to, ChatPart part,
                        const Format::WriteContext& context, text::Buffer* out) {
  // Of a chat the last turn is the answer; of a pair the answers are apart.
  const bool answered = content.turns.size() > 0 && !content.chosen.value;
  if (part == ChatPart::kAnswer) {
    if (!answered) return AppendAnswer(content, to, /*one_turn=*/true, context, out);
    return AppendTurn(content, content.turn(content.turns.end - 1), to, context.options, out);
  }
  const uint32_t end = content.turns.end - (part == ChatPart::kPrompt && answered ? 1 : 0);
  out->push_back('[');
  absl::Status status = AppendPrompt(content, to, end, context, out);
  if (status.ok() && part == ChatPart::kAll && !answered) {
    status = AppendAnswer(content, to, /*one_turn=*/false, context, out);
  }
  out->push_back(']');
  return status;
}

void WrapTools(std::string_view functions, text::Buffer* out) {
  thread_local Nested nested;
  json::Value list = nested.Parse(functions);
  if (!list || !list.is_array()) return;
  out->push_back('[');
  for (json::Value tool : list.elements()) {
    if (out->back() != '[') out->push_back(',');
    const bool bare = tool.is_object() && !tool.Find("function");
    if (bare) out->append(kToolHead);
    AppendOnOneLine(tool.raw(), out);
    if (bare) out->push_back('}');
  }
  out->push_back(']');
}

void UnwrapTools(std::string_view tools, text::Buffer* out) {
  thread_local Nested nested;
  json::Value list = nested.Parse(tools);
  if (!list || !list.is_array()) return;
  out->push_back('[');
  bool first = true;
  for (json::Value tool : list.elements()) {
    if (!first) out->append(", ");
    first = false;
    json::Value function = tool.is_object() ? tool.Find("function") : json::Value();
    const bool wrapped = function && function.is_object() && tool.size() == 2 && tool.Find("type");
    out->append(wrapped ? function.raw() : tool.raw());
  }
  out->push_back(']');
}

void AppendToolsList(const Content& content, text::Buffer* out) {
  if (!content.tools) return;
  if (content.tools.is_array()) {
    out->append(content.tools.raw());
  } else {
    WrapTools(content.tools.string(), out);
  }
}

void AppendToolsText(const Content& content, text::Buffer* out) {
  if (!content.tools) return;
  if (content.tools.is_string()) {
    out->append(content.tools.raw());
    return;
  }
  text::Buffer text;
  UnwrapTools(content.tools.raw(), &text);
  if (!text.empty()) json::AppendString(text, out);
}

bool CarriesTools(const Content& content, const Format& to) {
  if (to.KeyOf("tools") < 0) return false;
  const bool list = content.tools.is_array();
  if (list == (to.traits().style == ChatStyle::kMessages)) return true;
  text::Buffer there;
  text::Buffer back;
  if (list) {
    UnwrapTools(content.tools.raw(), &there);
    WrapTools(there, &back);
    return !there.empty() && back == content.tools.raw();
  }
  WrapTools(content.tools.string(), &there);
  UnwrapTools(there, &back);
  return !there.empty() && back == content.tools.string();
}

bool IsPlainPair(const Content& content) {
  return content.turns.size() == 2 && content.said(0).role == Role::kUser &&
         content.said(1).role == Role::kAssistant && IsPlain(content.said(0)) &&
         IsPlain(content.said(1)) && !content.system;
}

}  // namespace jsonl::record

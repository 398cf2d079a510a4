#include "common/record/completion.h"

#include "common/record/alpaca_text.h"
#include "common/record/chat.h"
#include "common/record/chat_value.h"
#include "common/record/prompt.h"
#include "common/record/written.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

absl::Status AppendChatPrompt(const Content& content, const Format::WriteContext& context,
                              text::Buffer* out) {
  if (!content.chosen.value) {
    const uint32_t turns = content.turns.size();
    if (content.said(turns - 1).role != Role::kAssistant) {
      return absl::InvalidArgumentError("the conversation does not end with the assistant's turn");
    }
    if (turns == 1) {
      return absl::InvalidArgumentError(
          "the conversation is the assistant's turn alone: there is no prompt before it");
    }
  }
  return AppendChat(content, ChatStyle::kMessages, ChatPart::kPrompt, context, out);
}

bool AreTexts(const Content& content) { return content.prompt && content.chosen.is_text(); }

// Whether a chat says where the prompt ends and the answer begins: that is its last turn.
bool EndsInAnswer(const Content& content) {
  const TurnRange& answer = content.chosen.turns;
  return content.turns.size() > 0 && answer.size() == 1 &&
         content.turn(answer.begin).role == Role::kAssistant;
}

bool IsAlpacaPrompt(const Content& content) {
  Single single;
  return ParseAlpacaPrompt(content.prompt.string(), &single);
}

}  // namespace

absl::Status AppendCompletionPrompt(const Content& content, const Format::WriteContext& context,
                                    text::Buffer* out) {
  if (content.prompt) {
    AppendPhrase(Phrase(content.prompt), out);
    return absl::OkStatus();
  }
  if (content.turns.size() > 0 && !context.texts) return AppendChatPrompt(content, context, out);
  absl::Status status;
  out->push_back('"');
  // What is restored was a prompt of its own, but within Alpaca's text.
  if (content.text || (!context.restoring && UsesAlpacaPrompt(content))) {
    Single single;
    text::Buffer scratch;
    status = AsSingle(content, &scratch, &single);
    if (status.ok()) AppendAlpacaPromptInner(single, out);
  } else {
    status = AppendUserInner(content, out);
  }
  out->push_back('"');
  return status;
}

absl::Status AppendCompletion(const Content& content, const Format::WriteContext& context,
                              text::Buffer* out) {
  const Answer& answer = context.rejected ? content.rejected : content.chosen;
  const bool last_turn = !answer.value && content.turns.size() > 0;
  if (context.texts || answer.is_text() || (!answer.value && !last_turn)) {
    Phrase text;
    const bool found =
        answer.value ? AnswerText(content, answer, &text) : AnswerText(content, &text);
    if (!found) return NoAnswer(content);
    AppendPhrase(text, out);
    return absl::OkStatus();
  }
  TurnRange turns = answer.turns;
  if (last_turn) turns = {content.turns.end - 1, content.turns.end};
  if (turns.size() == 0) return NoAnswer(content);
  out->push_back('[');
  absl::Status status = AppendTurns(content, turns, ChatStyle::kMessages, context.options, out);
  out->push_back(']');
  return status;
}

absl::Status AppendLabel(const Content& content, const Format::WriteContext& context,
                         text::Buffer* out) {
  if (content.label) {
    out->append(content.label.raw());
  } else if (content.rejected.value) {
    out->append(context.rejected ? "false" : "true");
  } else {
    return NoLabel(content);
  }
  return absl::OkStatus();
}

bool CarriesPrompt(const Content& content, const Format& to) {
  const Format::Traits traits = to.traits();
  if (traits.completion) return true;
  if (AreTexts(content)) return IsAlpacaPrompt(content) == traits.single_text;
  return traits.turns && EndsInAnswer(content);
}

bool CarriesCompletion(const Content& content, const Format& to) {
  const Format::Traits traits = to.traits();
  if (traits.completion) return true;
  if (AreTexts(content)) return !traits.single_text || IsAlpacaPrompt(content);
  return traits.turns && EndsInAnswer(content);
}

}  // namespace jsonl::record

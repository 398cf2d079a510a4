#include "common/record/formats/sharegpt_preference.h"

#include <array>

#include "common/record/chat.h"
#include "common/record/chat_value.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("conversations", "chosen", "rejected", "tools", "system");
constexpr std::array kSlots = {Slot::kConversations, Slot::kChosenTurn, Slot::kRejectedTurn,
                               Slot::kToolsText, Slot::kSystem};
enum Key { kConversations, kChosen, kRejected, kTools, kSystemPrompt };

class SharegptPreference final : public KeyedFormat<5> {
 public:
  SharegptPreference()
      : KeyedFormat(kKeys, kSlots,
                    {.required = 0b00111,
                     .optional = 0b01000,
                     .turns = true,
                     .pair = true,
                     .style = ChatStyle::kSharegpt}) {}

  std::string_view name() const override { return "sharegpt-preference"; }
  std::string_view summary() const override {
    return "a chat as LLaMA-Factory has it, with a preferred and a rejected answer";
  }
  std::string_view shape() const override {
    return "**conversations**: list of {**from**, **value**}; **chosen**, **rejected**: {**from**, "
           "**value**}; tools, system: strings";
  }
  std::string_view rules() const override {
    return "no answer is blank; chosen differs from rejected";
  }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return fields[kConversations] && (fields[kChosen] || fields[kRejected]);
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    CheckSharegpt(Place(record, "conversations"), fields[kConversations], Turns::kPart, &found);
    CheckSharegptAnswer(Place(record, "chosen"), fields[kChosen], &found);
    CheckSharegptAnswer(Place(record, "rejected"), fields[kRejected], &found);
    if (fields[kChosen] && fields[kChosen].is_object() && fields[kRejected] &&
        fields[kRejected].is_object() && Equal(fields[kChosen], fields[kRejected])) {
      found.Identical(Place(record, "rejected"));
    }
    for (size_t key : {kTools, kSystemPrompt}) {
      // What other tools leave null or empty is not there.
      if (fields[key] && !fields[key].is_null()) {
        found.IsString(Place(record, kKeys[key]), fields[key]);
      }
    }
  }

  json::Value Response(json::Value root) const override {
    json::Value chosen = root.Find("chosen");
    json::Value value = chosen ? chosen.Find("value") : json::Value();
    return value && value.is_string() ? value : json::Value();
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 0b111) == 0b111; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    const ChatStyle style = ChatStyle::kSharegpt;
    if (!context.restoring && !content.rejected.value) return NoRejected(content);
    switch (key) {
      case kConversations:
        return AppendChat(content, style, ChatPart::kPrompt, context, out);
      case kChosen:
        return AppendChat(content, style, ChatPart::kAnswer, context, out);
      case kRejected:
        return AppendRejected(content, context, out);
      default:
        if (key == kTools) AppendToolsText(content, out);
        return absl::OkStatus();
    }
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    const Traits traits = to.traits();
    switch (key) {
      case kConversations:
        return traits.turns;
      case kChosen:
        return traits.turns || IsPlainAnswer(content, content.chosen);
      case kRejected:
        return traits.pair && (traits.turns || IsPlainAnswer(content, content.rejected));
      default:
        return key == kTools && CarriesTools(content, to);
    }
  }

 private:
  static bool IsPlainAnswer(const Content& content, const Answer& answer) {
    const Turn& turn = content.turn(answer.turns.begin);
    return turn.role == Role::kAssistant && IsPlain(turn);
  }

  static absl::Status AppendRejected(const Content& content, const WriteContext& context,
                                     text::Buffer* out) {
    const Answer& rejected = content.rejected;
    if (rejected.is_text()) {
      AppendPlainTurn(ChatStyle::kSharegpt, Role::kAssistant, Phrase(rejected.value), out);
      return absl::OkStatus();
    }
    if (rejected.turns.size() != 1) {
      return absl::InvalidArgumentError("the rejected answer is not one turn");
    }
    return AppendTurns(content, rejected.turns, ChatStyle::kSharegpt, context.options, out);
  }
};

}  // namespace

const Format& SharegptPreferenceFormat() {
  static const SharegptPreference kFormat;
  return kFormat;
}

}  // namespace jsonl::record

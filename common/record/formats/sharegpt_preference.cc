#include "common/record/formats/sharegpt_preference.h"

#include "common/json/writer.h"
#include "common/record/chat.h"
#include "common/record/chat_value.h"
#include "common/record/findings.h"
#include "common/record/keys.h"
#include "common/record/prompt.h"
#include "common/record/turns.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("conversations", "chosen", "rejected", "tools", "system");
enum Key { kConversations, kChosen, kRejected, kTools, kSystemPrompt };

class SharegptPreference final : public Format {
 public:
  std::string_view name() const override { return "sharegpt-preference"; }
  std::string_view summary() const override {
    return "a chat as LLaMA-Factory has it, with a preferred and a rejected answer";
  }
  std::string_view shape() const override {
    return "**conversations**: list of {**from**, **value**}; **chosen**, **rejected**: {**from**, "
           "**value**}; tools, system: strings";
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

  absl::Span<const std::string_view> names() const override { return kKeys.names(); }
  Traits traits() const override {
    return {.required = 0b00111, .optional = 0b01000, .turns = true, .pair = true};
  }
  bool IsWhole(uint32_t keys) const override { return (keys & 0b111) == 0b111; }

  Took ReadValue(size_t key, json::Value value, Example* out) const override {
    bool well = true;
    if (key == kConversations) {
      well = ReadTurns(ChatStyle::kSharegpt, value, out->mutable_turns());
    } else if (key == kChosen || key == kRejected) {
      Answer* answer = key == kChosen ? out->mutable_chosen() : out->mutable_rejected();
      well = ReadTurn(ChatStyle::kSharegpt, value, answer->add_turns());
    } else if (!value.is_string()) {
      return Took::kRaw;
    } else {
      (key == kTools ? out->mutable_tools() : out->mutable_system())->assign(value.string());
    }
    return well ? Took::kModelled : Took::kWrong;
  }

  absl::Status AppendValue(size_t key, const Example& example, const WriteContext& context,
                           std::string* out) const override {
    const ChatStyle style = ChatStyle::kSharegpt;
    if (!context.restoring && !example.has_rejected()) return NoRejected(example);
    const bool own = example.format() == name();
    if (key == kTools) {
      AppendToolsText(example, out);
    } else if (key == kSystemPrompt) {
      if (own) json::AppendString(example.system(), out);
    } else if (key == kConversations && own) {
      out->push_back('[');
      absl::Status status =
          AppendTurns(style, style, example.turns(), 0, example.turns_size(), context.options, out);
      out->push_back(']');
      return status;
    } else if (key == kConversations) {
      return AppendChat(example, style, ChatPart::kPrompt, context, out);
    } else if (key == kChosen) {
      return AppendChat(example, style, ChatPart::kAnswer, context, out);
    } else {
      return AppendRejected(example, context, out);
    }
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Example& example, const Format& to) const override {
    const Traits traits = to.traits();
    switch (key) {
      case kConversations:
        return traits.turns;
      case kChosen:
        return traits.turns || IsPlainAnswer(example.chosen());
      case kRejected:
        return traits.pair && (traits.turns || IsPlainAnswer(example.rejected()));
      default:
        return key == kTools && CarriesTools(example, to);
    }
  }

 private:
  static bool IsPlainAnswer(const Answer& answer) {
    return answer.turns(0).role() == ASSISTANT && IsPlain(answer.turns(0), ChatStyle::kSharegpt);
  }

  static absl::Status AppendRejected(const Example& example, const WriteContext& context,
                                     std::string* out) {
    const Answer& rejected = example.rejected();
    if (rejected.has_text()) {
      AppendPlainTurn(ChatStyle::kSharegpt, ASSISTANT, rejected.text(), out);
      return absl::OkStatus();
    }
    if (rejected.turns_size() != 1) {
      return absl::InvalidArgumentError("the rejected answer is not one turn");
    }
    return AppendTurn(StyleOf(example.format()), ChatStyle::kSharegpt, rejected.turns(0),
                      context.options, out);
  }
};

}  // namespace

const Format& SharegptPreferenceFormat() {
  static const SharegptPreference kFormat;
  return kFormat;
}

}  // namespace jsonl::record

#include "common/record/formats/preference.h"

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

constexpr Keys kKeys("prompt", "chosen", "rejected");
enum Key { kPrompt, kChosen, kRejected };

bool AreTexts(const Example& example) {
  return example.has_prompt() && example.chosen().has_text() && example.rejected().has_text();
}

bool AreLists(const Example& example) {
  return !example.has_prompt() && !example.chosen().has_text() && !example.rejected().has_text();
}

bool IsAnswer(json::Value value) { return value && (value.is_string() || value.is_array()); }

void CheckPart(const Place& place, json::Value value, Findings* found) {
  if (value && value.is_array()) {
    CheckMessages(place, value, Turns::kPart, found);
  } else if (value && !value.is_string()) {
    found->WrongType(place, "a string or a list of messages", value);
  } else {
    found->IsNonBlank(place, value);
  }
}

class Preference final : public Format {
 public:
  std::string_view name() const override { return "preference"; }
  std::string_view summary() const override {
    return "a prompt with a preferred and a rejected answer";
  }
  std::string_view shape() const override {
    return "**prompt**, **chosen**, **rejected**: each a string that is not blank, or a list of "
           "messages";
  }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return fields[kPrompt] && (fields[kChosen] || fields[kRejected]);
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    for (size_t i = 0; i < kKeys.size(); ++i) CheckPart(Place(record, kKeys[i]), fields[i], &found);
    if (IsAnswer(fields[kChosen]) && IsAnswer(fields[kRejected]) &&
        Equal(fields[kChosen], fields[kRejected])) {
      found.Identical(Place(record, "rejected"));
    }
  }

  json::Value Response(json::Value root) const override {
    json::Value chosen = root.Find("chosen");
    if (!chosen) return chosen;
    if (chosen.is_array()) return LastAssistantContent(chosen);
    return chosen.is_string() ? chosen : json::Value();
  }

  absl::Span<const std::string_view> names() const override { return kKeys.names(); }
  Traits traits() const override { return {.required = 0b111, .turns = true, .pair = true}; }
  bool IsWhole(uint32_t keys) const override { return keys == 0b111; }

  Took ReadValue(size_t key, json::Value value, Example* out) const override {
    Answer* answer = key == kChosen     ? out->mutable_chosen()
                     : key == kRejected ? out->mutable_rejected()
                                        : nullptr;
    if (value.is_string()) {
      (answer != nullptr ? answer->mutable_text() : out->mutable_prompt())->assign(value.string());
      return Took::kModelled;
    }
    TurnList* turns = answer != nullptr ? answer->mutable_turns() : out->mutable_turns();
    return ReadTurns(ChatStyle::kMessages, value, turns) ? Took::kModelled : Took::kWrong;
  }

  absl::Status AppendValue(size_t key, const Example& example, const WriteContext& context,
                           std::string* out) const override {
    if (!context.restoring && !example.has_rejected()) return NoRejected(example);
    const bool own = example.format() == name();
    if (key == kPrompt) {
      const bool text = own ? example.has_prompt() : example.turns_size() == 0;
      if (!text && !context.texts) {
        return AppendChat(example, ChatStyle::kMessages, ChatPart::kPrompt, context, out);
      }
      thread_local std::string prompt;
      prompt.clear();
      absl::Status status = own ? absl::OkStatus() : AppendUserText(example, &prompt);
      if (status.ok()) json::AppendString(own ? example.prompt() : prompt, out);
      return status;
    }
    const Answer& answer = key == kChosen ? example.chosen() : example.rejected();
    if (!own && context.texts) {
      std::string_view text;
      const bool found = key == kChosen ? AnswerText(example, &text)
                                        : example.has_rejected() && AnswerText(answer, &text);
      if (!found) return NoAnswer(example);
      json::AppendString(text, out);
      return absl::OkStatus();
    }
    if (answer.has_text()) {
      json::AppendString(answer.text(), out);
      return absl::OkStatus();
    }
    out->push_back('[');
    absl::Status status = AppendTurns(StyleOf(example.format()), ChatStyle::kMessages,
                                      answer.turns(), 0, answer.turns_size(), context.options, out);
    out->push_back(']');
    return status;
  }

  bool Carries(size_t key, const Example& example, const Format& to) const override {
    const Format::Traits traits = to.traits();
    if (key == kRejected && !traits.pair) return false;
    if (!traits.turns || !traits.pair) return AreTexts(example);
    // There a prompt that is kept tells that they were strings.
    return AreLists(example) || (AreTexts(example) && key != kPrompt);
  }
};

}  // namespace

const Format& PreferenceFormat() {
  static const Preference kFormat;
  return kFormat;
}

}  // namespace jsonl::record

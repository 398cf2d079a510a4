#include "common/record/formats/preference.h"

#include <array>

#include "common/record/chat.h"
#include "common/record/chat_value.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/turns.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("prompt", "chosen", "rejected");
constexpr std::array kSlots = {Slot::kPrompt, Slot::kChosen, Slot::kRejected};
enum Key { kPrompt, kChosen, kRejected };

bool AreTexts(const Content& content) {
  return content.prompt && content.chosen.is_text() && content.rejected.is_text();
}

bool AreLists(const Content& content) {
  return !content.prompt && !content.chosen.is_text() && !content.rejected.is_text();
}

// Whether the prompt ends where the answers begin to differ.
bool PartAtOnce(const Content& content) {
  const TurnRange& chosen = content.chosen.turns;
  const TurnRange& rejected = content.rejected.turns;
  if (chosen.size() == 0 || rejected.size() == 0) return false;
  return chosen.size() == 1 || rejected.size() == 1 ||
         !Equal(content.turn(chosen.begin).object, content.turn(rejected.begin).object);
}

bool IsAnswer(json::Value value) { return value && (value.is_string() || value.is_array()); }

class Preference final : public KeyedFormat<3> {
 public:
  Preference() : KeyedFormat(kKeys, kSlots, {.required = 0b111, .turns = true, .pair = true}) {}

  std::string_view name() const override { return "preference"; }
  std::string_view summary() const override {
    return "a prompt with a preferred and a rejected answer";
  }
  std::string_view shape() const override {
    return "**prompt**, **chosen**, **rejected**: each a string, or a list of messages";
  }
  std::string_view rules() const override { return "none is blank; chosen differs from rejected"; }

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
    for (size_t i = 0; i < kKeys.size(); ++i) {
      CheckTextOrMessages(Place(record, kKeys[i]), fields[i], &found);
    }
    if (IsAnswer(fields[kChosen]) && IsAnswer(fields[kRejected]) &&
        Equal(fields[kChosen], fields[kRejected])) {
      found.Identical(Place(record, "rejected"));
    }
  }

  json::Value Response(json::Value root) const override {
    return TextOrLastAssistantContent(root.Find("chosen"));
  }

  bool IsWhole(uint32_t keys) const override { return keys == 0b111; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (!context.restoring && !content.rejected.value) return NoRejected(content);
    if (key == kPrompt) {
      if (content.turns.size() > 0 && !context.texts) {
        return AppendChat(content, ChatStyle::kMessages, ChatPart::kPrompt, context, out);
      }
      out->push_back('"');
      absl::Status status = AppendUserInner(content, out);
      out->push_back('"');
      return status;
    }
    const Answer& answer = key == kChosen ? content.chosen : content.rejected;
    Phrase text;
    if (context.texts) {
      const bool found = key == kChosen ? AnswerText(content, &text)
                                        : answer.value && AnswerText(content, answer, &text);
      if (!found) return NoAnswer(content);
      AppendPhrase(text, out);
      return absl::OkStatus();
    }
    if (answer.is_text()) {
      AppendPhrase(Phrase(answer.value), out);
      return absl::OkStatus();
    }
    out->push_back('[');
    absl::Status status =
        AppendTurns(content, answer.turns, ChatStyle::kMessages, context.options, out);
    out->push_back(']');
    return status;
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    const Format::Traits traits = to.traits();
    if (key == kRejected && !traits.pair) return false;
    if (traits.completion) return true;  // as they are
    if (!traits.turns || !traits.pair) return AreTexts(content);
    if (traits.implicit && AreLists(content) && !PartAtOnce(content)) return false;
    // There a prompt that is kept tells that they were strings.
    return AreLists(content) || (AreTexts(content) && key != kPrompt);
  }
};

}  // namespace

const Format& PreferenceFormat() {
  static const Preference kFormat;
  return kFormat;
}

}  // namespace jsonl::record

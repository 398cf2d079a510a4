#include "common/record/formats/preference_implicit.h"

#include <array>

#include "common/record/chat_value.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("chosen", "rejected");
constexpr std::array kSlots = {Slot::kChosenChat, Slot::kRejectedChat};
enum Key { kChosen, kRejected };

bool IsAnswer(json::Value value) { return value && (value.is_string() || value.is_array()); }

void CheckAnswer(const Place& place, json::Value value, Findings* found) {
  if (value && value.is_array()) {
    CheckMessages(place, value, Turns::kConversation, found);
  } else {
    CheckTextOrMessages(place, value, found);
  }
}

class PreferenceImplicit final : public KeyedFormat<2> {
 public:
  PreferenceImplicit()
      : KeyedFormat(kKeys, kSlots,
                    {.required = 0b11, .turns = true, .pair = true, .implicit = true}) {}

  std::string_view name() const override { return "preference-implicit"; }
  std::string_view summary() const override {
    return "a preferred and a rejected chat that begin with the same prompt";
  }
  std::string_view shape() const override {
    return "**chosen**, **rejected**: both lists of messages, or both texts with turns after "
           "\"\\n\\nHuman:\" and \"\\n\\nAssistant:\"";
  }
  std::string_view rules() const override {
    return "neither is blank; they differ; lists share their first message";
  }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return IsAnswer(fields[kChosen]) && IsAnswer(fields[kRejected]);
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    const json::Value chosen = fields[kChosen];
    const json::Value rejected = fields[kRejected];
    CheckAnswer(Place(record, "chosen"), chosen, &found);
    CheckAnswer(Place(record, "rejected"), rejected, &found);
    if (!IsAnswer(chosen) || !IsAnswer(rejected)) return;
    if (chosen.is_array() != rejected.is_array()) {
      found.WrongType(
          Place(record, "rejected"),
          chosen.is_array() ? "a list of messages, as 'chosen' is" : "a string, as 'chosen' is",
          rejected);
    } else if (Equal(chosen, rejected)) {
      found.Identical(Place(record, "rejected"));
    } else if (chosen.is_array() && chosen.size() > 0 && rejected.size() > 0 &&
               !Equal(chosen.At(0), rejected.At(0))) {
      found.Add(report::Code::kMissingField, Place(record, "prompt"),
                "Fields 'chosen' and 'rejected' share no first message: there is no prompt");
    }
  }

  json::Value Response(json::Value root) const override {
    return TextOrLastAssistantContent(root.Find("chosen"));
  }

  bool IsWhole(uint32_t keys) const override { return keys == 0b11; }
  void Complete(Content* content) const override { content->SplitPrompt(); }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    const bool rejected = key == kRejected;
    if ((rejected || !context.restoring) && !content.rejected.value) return NoRejected(content);
    WriteContext side = context;
    side.rejected = rejected;
    return AppendChat(content, ChatStyle::kMessages, ChatPart::kAll, side, out);
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    const Traits traits = to.traits();
    return content.turns_tell_all && traits.turns && (key == kChosen || traits.pair);
  }
};

}  // namespace

const Format& PreferenceImplicitFormat() {
  static const PreferenceImplicit kFormat;
  return kFormat;
}

}  // namespace jsonl::record

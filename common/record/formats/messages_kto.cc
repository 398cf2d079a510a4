#include "common/record/formats/messages_kto.h"

#include <array>

#include "common/record/chat_value.h"
#include "common/record/completion.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("messages", "label", "tools");
constexpr std::array kSlots = {Slot::kMessages, Slot::kLabel, Slot::kTools};
enum Key { kMessages, kLabel, kTools };

class MessagesKto final : public KeyedFormat<3> {
 public:
  MessagesKto()
      : KeyedFormat(kKeys, kSlots,
                    {.required = 0b011, .optional = 0b100, .turns = true, .labelled = true}) {}

  std::string_view name() const override { return "messages-kto"; }
  std::string_view summary() const override {
    return "a chat, its last answer labelled as good or bad";
  }
  std::string_view shape() const override {
    return "**messages**: list of {**role**, **content** ...}; **label**: true or false; tools";
  }
  std::string_view rules() const override {
    return "those of messages; a label that is neither true nor false looks like messages";
  }

  // Many a chat has a label of another kind: its topic, say.
  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return fields[kMessages] && fields[kLabel] && fields[kLabel].is_bool();
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    CheckMessages(Place(record, "messages"), fields[kMessages], Turns::kConversation, &found);
    found.IsBool(Place(record, "label"), fields[kLabel]);
  }

  json::Value Response(json::Value root) const override {
    return LastAssistantContent(root.Find("messages"));
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 0b011) == 0b011; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (key == kMessages) {
      return AppendChat(content, ChatStyle::kMessages, ChatPart::kAll, context, out);
    }
    if (key == kLabel) return AppendLabel(content, context, out);
    AppendToolsList(content, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    if (key == kMessages) return to.traits().turns || IsPlainPair(content);
    if (key == kLabel) return to.traits().labelled;
    return CarriesTools(content, to);
  }
};

}  // namespace

const Format& MessagesKtoFormat() {
  static const MessagesKto kFormat;
  return kFormat;
}

}  // namespace jsonl::record

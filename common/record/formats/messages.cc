#include "common/record/formats/messages.h"

#include <array>

#include "common/record/chat_value.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("messages", "tools");
constexpr std::array kSlots = {Slot::kMessages, Slot::kTools};
enum Key { kMessages, kTools };

class Messages final : public KeyedFormat<2> {
 public:
  Messages() : KeyedFormat(kKeys, kSlots, {.required = 0b01, .optional = 0b10, .turns = true}) {}

  std::string_view name() const override { return "messages"; }
  std::string_view summary() const override {
    return "a chat: turns of system, developer, user, assistant and tools";
  }
  std::string_view shape() const override {
    return "**messages**: list of {**role**, **content**, name, tool_calls, tool_call_id, "
           "thinking, weight}; tools";
  }
  std::string_view rules() const override {
    return "roles are system, developer, user, assistant and tool; content may be null only beside "
           "tool_calls; results of tools follow calls; some turn is the assistant's";
  }

  bool Recognises(json::Value root) const override { return bool{root.Find("messages")}; }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Findings found(findings);
    const Place record;
    CheckMessages(Place(record, "messages"), root.Find("messages"), Turns::kConversation, &found);
  }

  json::Value Response(json::Value root) const override {
    return LastAssistantContent(root.Find("messages"));
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 1) != 0; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (key == kMessages) {
      return AppendChat(content, ChatStyle::kMessages, ChatPart::kAll, context, out);
    }
    AppendToolsList(content, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    if (key == kMessages) return to.traits().turns || IsPlainPair(content);
    return CarriesTools(content, to);
  }
};

}  // namespace

const Format& MessagesFormat() {
  static const Messages kFormat;
  return kFormat;
}

}  // namespace jsonl::record

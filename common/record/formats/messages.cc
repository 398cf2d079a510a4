#include "common/record/formats/messages.h"

#include "common/record/chat.h"
#include "common/record/chat_value.h"
#include "common/record/findings.h"
#include "common/record/json_text.h"
#include "common/record/keys.h"
#include "common/record/turns.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("messages", "tools");
enum Key { kMessages, kTools };

class Messages final : public Format {
 public:
  std::string_view name() const override { return "messages"; }
  std::string_view summary() const override {
    return "a chat: turns of system, developer, user, assistant and tools";
  }
  std::string_view shape() const override {
    return "**messages**: list of {**role**, **content**, name, tool_calls, tool_call_id, "
           "thinking, weight}; tools";
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

  absl::Span<const std::string_view> names() const override { return kKeys.names(); }
  Traits traits() const override { return {.required = 0b01, .optional = 0b10, .turns = true}; }
  bool IsWhole(uint32_t keys) const override { return (keys & 1) != 0; }

  Took ReadValue(size_t key, json::Value value, Example* out) const override {
    if (key == kMessages) {
      return ReadTurns(ChatStyle::kMessages, value, out->mutable_turns()) ? Took::kModelled
                                                                          : Took::kWrong;
    }
    if (!value.is_array()) return Took::kRaw;
    AssignJson(value.raw(), out->mutable_tools());
    return Took::kModelled;
  }

  absl::Status AppendValue(size_t key, const Example& example, const WriteContext& context,
                           std::string* out) const override {
    if (key == kMessages) {
      return AppendChat(example, ChatStyle::kMessages, ChatPart::kAll, context, out);
    }
    if (!example.has_tools()) return absl::OkStatus();
    if (StyleOf(example.format()) == ChatStyle::kMessages) {
      out->append(example.tools());
    } else {
      WrapTools(example.tools(), out);
    }
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Example& example, const Format& to) const override {
    if (key == kMessages) return to.traits().turns || IsPlainPair(example);
    return CarriesTools(example, to);
  }
};

}  // namespace

const Format& MessagesFormat() {
  static const Messages kFormat;
  return kFormat;
}

}  // namespace jsonl::record

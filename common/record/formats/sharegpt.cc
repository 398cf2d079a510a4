#include "common/record/formats/sharegpt.h"

#include <array>

#include "common/record/chat_value.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("conversations", "tools", "system");
constexpr std::array kSlots = {Slot::kConversations, Slot::kToolsText, Slot::kSystem};
enum Key { kConversations, kTools, kSystemPrompt };

class Sharegpt final : public KeyedFormat<3> {
 public:
  Sharegpt()
      : KeyedFormat(
            kKeys, kSlots,
            {.required = 0b001, .optional = 0b010, .turns = true, .style = ChatStyle::kSharegpt}) {}

  std::string_view name() const override { return "sharegpt"; }
  std::string_view summary() const override {
    return "a chat as LLaMA-Factory and others have it: turns of human and gpt";
  }
  std::string_view shape() const override {
    return "**conversations**: list of {**from**: human, gpt, system, function_call, observation; "
           "**value**}; tools, system: strings";
  }
  std::string_view rules() const override {
    return "user, assistant and tool are taken as speakers, too; observations follow calls; some "
           "turn is gpt's";
  }

  bool Recognises(json::Value root) const override { return bool{root.Find("conversations")}; }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    CheckSharegpt(Place(record, "conversations"), fields[kConversations], Turns::kConversation,
                  &found);
    for (size_t key : {kTools, kSystemPrompt}) {
      // What other tools leave null or empty is not there.
      if (fields[key] && !fields[key].is_null()) {
        found.IsString(Place(record, kKeys[key]), fields[key]);
      }
    }
  }

  json::Value Response(json::Value root) const override {
    return LastGptValue(root.Find("conversations"));
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 1) != 0; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (key == kConversations) {
      return AppendChat(content, ChatStyle::kSharegpt, ChatPart::kAll, context, out);
    }
    // A system prompt is a turn.
    if (key == kTools) AppendToolsText(content, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    if (key == kConversations) return to.traits().turns || IsPlainPair(content);
    return key == kTools && CarriesTools(content, to);
  }
};

}  // namespace

const Format& SharegptFormat() {
  static const Sharegpt kFormat;
  return kFormat;
}

}  // namespace jsonl::record

#include "common/record/formats/sharegpt.h"

#include "common/json/writer.h"
#include "common/record/chat.h"
#include "common/record/chat_value.h"
#include "common/record/findings.h"
#include "common/record/keys.h"
#include "common/record/turns.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("conversations", "tools", "system");
enum Key { kConversations, kTools, kSystemPrompt };

class Sharegpt final : public Format {
 public:
  std::string_view name() const override { return "sharegpt"; }
  std::string_view summary() const override {
    return "a chat as LLaMA-Factory and others have it: turns of human and gpt";
  }
  std::string_view shape() const override {
    return "**conversations**: list of {**from**: human, gpt, system, function_call, observation; "
           "**value**}; tools, system: strings";
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

  absl::Span<const std::string_view> names() const override { return kKeys.names(); }
  Traits traits() const override { return {.required = 0b001, .optional = 0b010, .turns = true}; }
  bool IsWhole(uint32_t keys) const override { return (keys & 1) != 0; }

  Took ReadValue(size_t key, json::Value value, Example* out) const override {
    if (key == kConversations) {
      return ReadTurns(ChatStyle::kSharegpt, value, out->mutable_turns()) ? Took::kModelled
                                                                          : Took::kWrong;
    }
    if (!value.is_string()) return Took::kRaw;
    (key == kTools ? out->mutable_tools() : out->mutable_system())->assign(value.string());
    return Took::kModelled;
  }

  absl::Status AppendValue(size_t key, const Example& example, const WriteContext& context,
                           std::string* out) const override {
    const bool own = example.format() == name();
    if (key == kConversations) {
      // Its own system prompt is a field.
      if (!own) return AppendChat(example, ChatStyle::kSharegpt, ChatPart::kAll, context, out);
      out->push_back('[');
      absl::Status status = AppendTurns(ChatStyle::kSharegpt, ChatStyle::kSharegpt, example.turns(),
                                        0, example.turns_size(), context.options, out);
      out->push_back(']');
      return status;
    }
    if (key == kTools) {
      AppendToolsText(example, out);
    } else if (own) {
      json::AppendString(example.system(), out);
    }
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Example& example, const Format& to) const override {
    if (key == kConversations) return to.traits().turns || IsPlainPair(example);
    return key == kTools && CarriesTools(example, to);
  }
};

}  // namespace

const Format& SharegptFormat() {
  static const Sharegpt kFormat;
  return kFormat;
}

}  // namespace jsonl::record

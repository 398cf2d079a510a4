#include "common/record/formats/prompt_completion.h"

#include <array>

#include "common/record/chat_value.h"
#include "common/record/completion.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("prompt", "completion", "tools");
constexpr std::array kSlots = {Slot::kPrompt, Slot::kChosen, Slot::kTools};
enum Key { kPrompt, kCompletion, kTools };

class PromptCompletion final : public KeyedFormat<3> {
 public:
  PromptCompletion()
      : KeyedFormat(kKeys, kSlots,
                    {.required = 0b011, .optional = 0b100, .turns = true, .completion = true}) {}

  std::string_view name() const override { return "prompt-completion"; }
  std::string_view summary() const override { return "a prompt and what follows it"; }
  std::string_view shape() const override {
    return "**prompt**, **completion**: each a string, or a list of messages; tools";
  }
  std::string_view rules() const override { return "neither is blank"; }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return fields[kPrompt] && fields[kCompletion];
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    for (size_t key : {kPrompt, kCompletion}) {
      CheckTextOrMessages(Place(record, kKeys[key]), fields[key], &found);
    }
  }

  json::Value Response(json::Value root) const override {
    return TextOrLastAssistantContent(root.Find("completion"));
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 0b011) == 0b011; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (key == kPrompt) return AppendCompletionPrompt(content, context, out);
    if (key == kCompletion) return AppendCompletion(content, context, out);
    AppendToolsList(content, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    if (key == kPrompt) return CarriesPrompt(content, to);
    if (key == kCompletion) return CarriesCompletion(content, to);
    return CarriesTools(content, to);
  }
};

}  // namespace

const Format& PromptCompletionFormat() {
  static const PromptCompletion kFormat;
  return kFormat;
}

}  // namespace jsonl::record

#include "common/record/formats/kto.h"

#include <array>

#include "common/record/chat_value.h"
#include "common/record/completion.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("prompt", "completion", "label", "tools");
constexpr std::array kSlots = {Slot::kPrompt, Slot::kChosen, Slot::kLabel, Slot::kTools};
enum Key { kPrompt, kCompletion, kLabel, kTools };

class Kto final : public KeyedFormat<4> {
 public:
  Kto()
      : KeyedFormat(kKeys, kSlots,
                    {.required = 0b0111,
                     .optional = 0b1000,
                     .turns = true,
                     .completion = true,
                     .labelled = true}) {}

  std::string_view name() const override { return "kto"; }
  std::string_view summary() const override {
    return "a prompt and one answer, labelled as good or bad";
  }
  std::string_view shape() const override {
    return "**prompt**, **completion**: each a string, or a list of messages; **label**: true or "
           "false; tools";
  }
  std::string_view rules() const override {
    return "neither prompt nor completion is blank; the label is no 0 or 1";
  }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return fields[kPrompt] && fields[kCompletion] && fields[kLabel];
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
    found.IsBool(Place(record, "label"), fields[kLabel]);
  }

  json::Value Response(json::Value root) const override {
    return TextOrLastAssistantContent(root.Find("completion"));
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 0b0111) == 0b0111; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (key == kPrompt) return AppendCompletionPrompt(content, context, out);
    if (key == kCompletion) return AppendCompletion(content, context, out);
    if (key == kLabel) return AppendLabel(content, context, out);
    AppendToolsList(content, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    if (key == kPrompt) return CarriesPrompt(content, to);
    if (key == kCompletion) return CarriesCompletion(content, to);
    if (key == kLabel) return to.traits().labelled;
    return CarriesTools(content, to);
  }
};

}  // namespace

const Format& KtoFormat() {
  static const Kto kFormat;
  return kFormat;
}

}  // namespace jsonl::record

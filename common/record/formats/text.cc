#include "common/record/formats/text.h"

#include <array>
#include <string>

#include "common/record/alpaca_text.h"
#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("text");
constexpr std::array kSlots = {Slot::kText};

class Text final : public KeyedFormat<1> {
 public:
  Text() : KeyedFormat(kKeys, kSlots, {.required = 1, .single_text = true}) {}

  std::string_view name() const override { return "text"; }
  std::string_view summary() const override {
    return "plain text, for pre-training or formatted beforehand";
  }
  std::string_view shape() const override { return "**text**: string"; }
  std::string_view rules() const override { return "not empty"; }

  bool Recognises(json::Value root) const override {
    json::Value text = root.Find("text");
    return text && text.is_string();
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Findings found(findings);
    const Place record;
    Place place(record, "text");
    json::Value text = root.Find("text");
    if (found.IsString(place, text) && text.string().empty()) found.Empty(place);
  }

  json::Value Response(json::Value root) const override {
    (void)root;
    return {};
  }

  bool IsWhole(uint32_t keys) const override { return keys == 1; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    (void)key, (void)context;
    thread_local text::Buffer scratch;
    if (content.format().traits().completion && content.prompt && content.chosen.is_text()) {
      // What follows a prompt follows it.
      out->push_back('"');
      AppendInner(Phrase(content.prompt), out);
      AppendInner(Phrase(content.chosen.value), out);
      out->push_back('"');
      return absl::OkStatus();
    }
    Single single;
    absl::Status status = AsSingle(content, &scratch, &single);
    if (!status.ok()) return status;
    if (!single.has_answer) return NoAnswer(content);
    out->push_back('"');
    AppendAlpacaInner(single, out);
    out->push_back('"');
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)key;
    const std::string_view text = content.text.string();
    Single single;
    if (!ParseAlpacaText(text, &single)) return false;
    // In a chat the input is not told from the instruction.
    if (to.traits().turns && !to.traits().completion && !single.input.text.empty()) return false;
    return AlpacaText(single) == text;
  }
};

}  // namespace

const Format& TextFormat() {
  static const Text kFormat;
  return kFormat;
}

}  // namespace jsonl::record

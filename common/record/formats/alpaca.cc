#include "common/record/formats/alpaca.h"

#include <array>
#include <string>

#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("instruction", "input", "output", "meta");
constexpr Keys kModelled("instruction", "input", "output");
constexpr std::array kSlots = {Slot::kInstruction, Slot::kInput, Slot::kOutput};
enum Key { kInstruction, kInput, kOutput, kMeta };

class Alpaca final : public KeyedFormat<3> {
 public:
  Alpaca() : KeyedFormat(kModelled, kSlots, {.required = 0b111, .closed = true}) {}

  std::string_view name() const override { return "alpaca"; }
  std::string_view summary() const override { return "an instruction, its input, and the output"; }
  std::string_view shape() const override {
    return "**instruction**, input (may be left out; always written), **output**; meta: object of "
           "strings";
  }
  std::string_view rules() const override { return "no other fields where the format is named"; }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return fields[kInstruction] && (fields[kOutput] || fields[kInput]);
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    found.IsString(Place(record, "instruction"), fields[kInstruction]);
    if (fields[kInput]) found.IsString(Place(record, "input"), fields[kInput]);
    found.IsString(Place(record, "output"), fields[kOutput]);
    Place meta(record, "meta");
    if (fields[kMeta] && found.IsObject(meta, fields[kMeta])) {
      for (json::Member member : fields[kMeta].members()) {
        found.IsString(Place(meta, member.name()), member.value);
      }
    }
    if (options.named && fields.others > 0) {
      for (json::Member member : root.members()) {
        if (kKeys.Find(member.name()) < 0) found.Unknown(Place(record, member.name()));
      }
    }
  }

  json::Value Response(json::Value root) const override {
    json::Value output = root.Find("output");
    return output && output.is_string() ? output : json::Value();
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 0b101) == 0b101; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    (void)context;
    thread_local text::Buffer scratch;
    Single single;
    absl::Status status = AsSingle(content, &scratch, &single);
    if (!status.ok()) return status;
    if (key == kOutput && !single.has_answer) return NoAnswer(content);
    AppendPhrase(key == kInstruction ? single.instruction
                 : key == kInput     ? single.input
                                     : single.answer,
                 out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)content;
    const Traits traits = to.traits();
    return key == kOutput || !traits.turns || traits.completion;
  }
};

}  // namespace

const Format& AlpacaFormat() {
  static const Alpaca kFormat;
  return kFormat;
}

}  // namespace jsonl::record

#include "common/record/formats/alpaca.h"

#include "common/json/writer.h"
#include "common/record/findings.h"
#include "common/record/keys.h"
#include "common/record/prompt.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("instruction", "input", "output", "meta");
constexpr Keys kModelled("instruction", "input", "output");
enum Key { kInstruction, kInput, kOutput, kMeta };

class Alpaca final : public Format {
 public:
  std::string_view name() const override { return "alpaca"; }
  std::string_view summary() const override { return "an instruction, its input, and the output"; }
  std::string_view shape() const override {
    return "**instruction**, input (present even when empty), **output**; meta: object of strings; "
           "nothing else";
  }

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

  absl::Span<const std::string_view> names() const override { return kModelled.names(); }
  Traits traits() const override { return {.required = 0b111, .closed = true}; }
  bool IsWhole(uint32_t keys) const override { return (keys & 0b101) == 0b101; }

  Took ReadValue(size_t key, json::Value value, Example* out) const override {
    if (!value.is_string()) return Took::kWrong;
    std::string* to = key == kInstruction ? out->mutable_instruction()
                      : key == kInput     ? out->mutable_input()
                                          : out->mutable_output();
    to->assign(value.string());
    return Took::kModelled;
  }

  absl::Status AppendValue(size_t key, const Example& example, const WriteContext& context,
                           std::string* out) const override {
    (void)context;
    thread_local std::string scratch;
    Single single;
    absl::Status status = AsSingle(example, &scratch, &single);
    if (!status.ok()) return status;
    if (key == kOutput && !single.has_answer) return NoAnswer(example);
    json::AppendString(key == kInstruction ? single.instruction
                       : key == kInput     ? single.input
                                           : single.answer,
                       out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Example& example, const Format& to) const override {
    (void)example;
    return key == kOutput || !to.traits().turns;
  }
};

}  // namespace

const Format& AlpacaFormat() {
  static const Alpaca kFormat;
  return kFormat;
}

}  // namespace jsonl::record

#include "common/record/formats/alpaca.h"

#include "common/record/findings.h"
#include "common/record/keys.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("instruction", "input", "output", "meta");
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
};

}  // namespace

const Format& AlpacaFormat() {
  static const Alpaca format;
  return format;
}

}  // namespace jsonl::record

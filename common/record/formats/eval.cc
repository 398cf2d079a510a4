#include "common/record/formats/eval.h"

#include <array>

#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("description", "tests");
constexpr std::array kSlots = {Slot::kInstruction, Slot::kTests};
enum Key { kDescription, kTests };

class Eval final : public KeyedFormat<2> {
 public:
  Eval() : KeyedFormat(kKeys, kSlots, {.required = 0b11}) {}

  std::string_view name() const override { return "eval"; }
  std::string_view summary() const override {
    return "a coding task and the tests that measure what a model writes";
  }
  std::string_view shape() const override { return "**description**, **tests**: strings"; }
  std::string_view rules() const override { return "none is blank"; }

  bool Recognises(json::Value root) const override {
    const Fields fields(root, kKeys);
    return fields[kDescription] && fields[kTests];
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    const Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    for (size_t key = 0; key < kKeys.size(); ++key) {
      found.IsNonBlank(Place(record, kKeys[key]), fields[key]);
    }
  }

  json::Value Response(json::Value root) const override {
    (void)root;
    return {};
  }

  bool IsWhole(uint32_t keys) const override { return keys == 0b11; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    (void)context;
    const json::Value value = key == kTests ? content.tests : content.instruction;
    if (!content.tests || !value) return OnlyTheWayBack(*this);
    out->append(value.raw());
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)content;
    return to.KeyOf(kKeys[key]) >= 0;
  }
};

}  // namespace

const Format& EvalFormat() {
  static const Eval kFormat;
  return kFormat;
}

}  // namespace jsonl::record

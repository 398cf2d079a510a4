#include "common/record/formats/grpo.h"

#include <array>

#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("description", "starter_code", "tests");
constexpr std::array kSlots = {Slot::kInstruction, Slot::kNamed, Slot::kTests};
enum Key { kDescription, kStarterCode, kTests };

class Grpo final : public KeyedFormat<3> {
 public:
  Grpo() : KeyedFormat(kKeys, kSlots, {.required = 0b111}) {}

  std::string_view name() const override { return "grpo"; }
  std::string_view summary() const override {
    return "a coding task for reinforcement learning, judged by tests";
  }
  std::string_view shape() const override {
    return "**description**, **starter_code**, **tests**: strings";
  }
  std::string_view rules() const override { return "none is blank"; }

  bool Recognises(json::Value root) const override {
    const Fields fields(root, kKeys);
    return fields[kStarterCode] && (fields[kDescription] || fields[kTests]);
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

  bool IsWhole(uint32_t keys) const override { return keys == 0b111; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    // The way back from eval, which has the other two.
    if (!context.restoring || key == kStarterCode) return OnlyTheWayBack(*this);
    const json::Value value = key == kTests ? content.tests : content.instruction;
    if (!value) return OnlyTheWayBack(*this);
    out->append(value.raw());
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)content;
    return to.KeyOf(kKeys[key]) >= 0;
  }
};

}  // namespace

const Format& GrpoFormat() {
  static const Grpo kFormat;
  return kFormat;
}

}  // namespace jsonl::record

#include "common/record/formats/templated.h"

#include <array>

#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("input", "output", "template_category", "template_style", "separator_style",
                     "instruction", "task");
constexpr Keys kModelled("input", "output");
constexpr std::array kSlots = {Slot::kInstruction, Slot::kOutput};
enum Key {
  kInput,
  kOutput,
  kTemplateCategory,
  kTemplateStyle,
  kSeparatorStyle,
  kInstruction,
  kTask
};

class Templated final : public KeyedFormat<2> {
 public:
  Templated() : KeyedFormat(kModelled, kSlots, {.required = 0b11}) {}

  std::string_view name() const override { return "templated"; }
  std::string_view summary() const override {
    return "a prompt made by a template, its answer, and which template it was";
  }
  std::string_view shape() const override {
    return "**input**, **output**: strings; template_category, template_style, separator_style, "
           "and others that tell how it was made";
  }

  bool Recognises(json::Value root) const override {
    const Fields fields(root, kKeys);
    const bool made =
        fields[kTemplateCategory] || fields[kTemplateStyle] || fields[kSeparatorStyle];
    return made && fields[kInput] && fields[kOutput] && !fields[kInstruction] && !fields[kTask];
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    const Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    for (size_t key = kInput; key <= kSeparatorStyle; ++key) {
      const bool optional = key >= kTemplateCategory;
      if (optional && (!fields[key] || fields[key].is_null())) continue;
      found.IsString(Place(record, kKeys[key]), fields[key]);
    }
  }

  json::Value Response(json::Value root) const override {
    json::Value output = root.Find("output");
    return output && output.is_string() ? output : json::Value();
  }

  bool IsWhole(uint32_t keys) const override { return keys == 0b11; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (!context.restoring) return OnlyTheWayBack(*this);
    if (key == kInput) {
      out->push_back('"');
      absl::Status status = AppendUserInner(content, out);
      out->push_back('"');
      return status;
    }
    Phrase answer;
    if (!AnswerText(content, &answer)) return NoAnswer(content);
    AppendPhrase(answer, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)key, (void)content, (void)to;
    return true;
  }
};

}  // namespace

const Format& TemplatedFormat() {
  static const Templated kFormat;
  return kFormat;
}

}  // namespace jsonl::record

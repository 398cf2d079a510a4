#include "common/record/formats/mutation.h"

#include <array>

#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/nested.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("buggy_code", "error_message", "fixed_code", "repo", "file");
constexpr Keys kModelled("buggy_code", "error_message", "fixed_code");
constexpr std::array kSlots = {Slot::kNamed, Slot::kNamed, Slot::kOutput};
enum Key { kBuggyCode, kErrorMessage, kFixedCode, kRepo, kFile };

json::Value FixIt() {
  static Nested& nested = *new Nested;
  static const json::Value kInstruction = nested.Parse(
      "\"Fix the code so that the error goes away. Answer with the fixed code only.\"");
  return kInstruction;
}

class Mutation final : public KeyedFormat<3> {
 public:
  Mutation()
      : KeyedFormat(kModelled, kSlots,
                    {.required = 0b111, .instruction = Traits::Instruction::kOurs}) {}

  std::string_view name() const override { return "mutation"; }
  std::string_view summary() const override {
    return "code with a bug, the error, and the code without the bug";
  }
  std::string_view shape() const override {
    return "**buggy_code**, **error_message**, **fixed_code**: strings; repo, file";
  }
  std::string_view rules() const override { return "none is blank; the fix differs"; }

  bool Recognises(json::Value root) const override {
    const Fields fields(root, kKeys);
    int there = 0;
    for (int key : {kBuggyCode, kErrorMessage, kFixedCode}) there += bool{fields[key]};
    return there >= 2;
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    const Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    for (size_t key = 0; key <= kFixedCode; ++key) {
      found.IsNonBlank(Place(record, kKeys[key]), fields[key]);
    }
    for (size_t key : {kRepo, kFile}) {
      found.IsNonBlankIfThere(Place(record, kKeys[key]), fields[key]);
    }
    const json::Value buggy = fields[kBuggyCode];
    const json::Value fixed = fields[kFixedCode];
    if (buggy && fixed && buggy.is_string() && fixed.is_string() &&
        buggy.string() == fixed.string()) {
      found.Identical("buggy_code", Place(record, "fixed_code"));
    }
  }

  json::Value Response(json::Value root) const override {
    json::Value fixed = root.Find("fixed_code");
    return fixed && fixed.is_string() ? fixed : json::Value();
  }

  bool IsWhole(uint32_t keys) const override { return keys == 0b111; }
  void Complete(Content* content) const override { content->instruction = FixIt(); }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    if (!context.restoring || key != kFixedCode) return OnlyTheWayBack(*this);
    Phrase answer;
    if (!AnswerText(content, &answer)) return NoAnswer(content);
    AppendPhrase(answer, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)content, (void)to;
    return key == kFixedCode;
  }
};

}  // namespace

const Format& MutationFormat() {
  static const Mutation kFormat;
  return kFormat;
}

}  // namespace jsonl::record

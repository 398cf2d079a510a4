#include "common/record/formats/task.h"

#include <array>
#include <string>

#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("task", "input", "output", "chosen", "rejected");
enum Key { kTask, kInput, kOutput, kChosen, kRejected };
// Of context values that keep their names; with more, the names are in the text.
constexpr size_t kMaxNamed = 16;
constexpr std::array kSlots = {Slot::kTask, Slot::kContext, Slot::kOutput, Slot::kChosenText,
                               Slot::kRejectedText};

// The task of records from formats that have none.
constexpr std::string_view kNoTask = "instruction";

// Whether the values that give context can be members beside the instruction.
bool KeepsNames(const Content& content) {
  if (content.named.empty() || content.named.size() > kMaxNamed) return false;
  for (size_t i = 0; i < content.named.size(); ++i) {
    const std::string_view name = content.named[i].name();
    if (name == "instruction") return false;
    for (size_t j = 0; j < i; ++j) {
      if (content.named[j].name() == name) return false;
    }
  }
  return true;
}

// The task, where the record does not tell: what its format is for.
std::string_view TaskOf(const Content& content) {
  return content.named.empty() ? kNoTask : content.format().name();
}

absl::Status AppendInput(const Content& content, text::Buffer* out) {
  thread_local text::Buffer scratch;
  Single single;
  absl::Status status = AsSingle(content, &scratch, &single);
  if (!status.ok()) return status;
  out->append("{\"instruction\":");
  AppendPhrase(single.instruction, out);
  if (KeepsNames(content)) {
    for (json::Member member : content.named) {
      out->push_back(',');
      out->append(member.raw());
    }
  } else if (!single.input.text.empty()) {
    out->append(",\"input\":");
    AppendPhrase(single.input, out);
  }
  out->push_back('}');
  return absl::OkStatus();
}

class Task final : public KeyedFormat<5> {
 public:
  Task() : KeyedFormat(kKeys, kSlots, {.required = 0b00111, .pair = true}) {}

  std::string_view name() const override { return "task"; }
  std::string_view summary() const override {
    return "an instruction with context, and its output or a preferred and a rejected one";
  }
  std::string_view shape() const override {
    return "**task**: string; **input**: {**instruction**: string, context ...}; **output**, or "
           "**chosen** and **rejected**: strings";
  }
  std::string_view rules() const override { return "an answer of both kinds at once is an error"; }

  bool Recognises(json::Value root) const override {
    const auto find = [root](size_t key) { return root.Find(kKeys.names()[key]); };
    const bool task = bool{find(kTask)};
    const json::Value input = find(kInput);
    if (!input) return task && (find(kOutput) || find(kChosen));
    return task || (input.is_object() && input.Find("instruction"));
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings, Findings::Wording::kTask);
    const Place record;
    found.IsString(Place(record, "task"), fields[kTask]);
    Place input(record, "input");
    if (found.IsObject(input, fields[kInput])) {
      found.IsString(Place(input, "instruction"), fields[kInput].Find("instruction"));
    }
    const bool pair = fields[kChosen] || fields[kRejected];
    if (!pair && !fields[kOutput]) {
      found.Add(report::Code::kMissingField, Place(record, "output"),
                "Missing 'output' field (or 'chosen' and 'rejected')");
      return;
    }
    if (pair && fields[kOutput]) {
      found.Add(report::Code::kAmbiguousFormat, record,
                "Both 'output' and 'chosen' or 'rejected': an example is either for supervised "
                "fine-tuning or for DPO");
    }
    if (fields[kOutput]) found.IsString(Place(record, "output"), fields[kOutput]);
    if (pair) {
      found.IsString(Place(record, "chosen"), fields[kChosen]);
      found.IsString(Place(record, "rejected"), fields[kRejected]);
    }
  }

  json::Value Response(json::Value root) const override {
    json::Value value = root.Find("output");
    if (!value) value = root.Find("chosen");
    return value && value.is_string() ? value : json::Value();
  }

  bool IsWhole(uint32_t keys) const override { return keys == 0b00111 || keys == 0b11011; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    const bool pair = bool{content.rejected.value};
    Phrase answer;
    switch (key) {
      case kTask:
        AppendPhrase(content.task ? Phrase(content.task) : Phrase(TaskOf(content)), out);
        return absl::OkStatus();
      case kInput:
        return AppendInput(content, out);
      case kOutput:
      case kChosen:
        if (!context.restoring && pair != (key == kChosen)) return absl::OkStatus();
        if (!AnswerText(content, &answer)) return NoAnswer(content);
        break;
      default:
        if (!pair) return absl::OkStatus();
        if (!AnswerText(content, content.rejected, &answer)) {
          return absl::InvalidArgumentError("the rejected answer is not one text");
        }
    }
    AppendPhrase(answer, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)content;
    return key == kOutput || key == kChosen || (key == kRejected && to.traits().pair);
  }
};

}  // namespace

const Format& TaskFormat() {
  static const Task kFormat;
  return kFormat;
}

}  // namespace jsonl::record

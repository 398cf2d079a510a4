#include "common/record/formats/task.h"

#include "common/json/writer.h"
#include "common/record/findings.h"
#include "common/record/json_text.h"
#include "common/record/keys.h"
#include "common/record/prompt.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("task", "input", "output", "chosen", "rejected");
enum Key { kTask, kInput, kOutput, kChosen, kRejected };

// The task of records from formats that have none.
constexpr std::string_view kNoTask = "instruction";

bool ReadInput(json::Value value, Example* out) {
  if (!value.is_object()) return false;
  for (json::Member member : value.members()) {
    Field* field = out->add_context();
    field->mutable_name()->assign(member.name());
    if (!out->has_instruction() && member.name() == "instruction") {
      if (!member.value.is_string()) return false;
      out->mutable_instruction()->assign(member.value.string());
    } else if (member.value.is_string()) {
      field->mutable_text()->assign(member.value.string());
    } else {
      AssignJson(member.value.raw(), field->mutable_json());
    }
  }
  return out->has_instruction();
}

absl::Status AppendInput(const Example& example, std::string* out) {
  char separator = '{';
  if (example.context_size() > 0) {
    for (const Field& field : example.context()) {
      out->push_back(separator);
      separator = ',';
      json::AppendString(field.name(), out);
      out->push_back(':');
      if (field.has_text()) {
        json::AppendString(field.text(), out);
      } else if (!field.json().empty()) {
        out->append(field.json());
      } else {
        json::AppendString(example.instruction(), out);
      }
    }
  } else {
    thread_local std::string scratch;
    Single single;
    absl::Status status = AsSingle(example, &scratch, &single);
    if (!status.ok()) return status;
    out->append("{\"instruction\":");
    json::AppendString(single.instruction, out);
    if (!single.input.empty()) {
      out->append(",\"input\":");
      json::AppendString(single.input, out);
    }
  }
  out->push_back('}');
  return absl::OkStatus();
}

class Task final : public Format {
 public:
  std::string_view name() const override { return "task"; }
  std::string_view summary() const override {
    return "an instruction with context, and its output or a preferred and a rejected one";
  }
  std::string_view shape() const override {
    return "**task**, **input** {**instruction**, context ...}, then **output** or **chosen** + "
           "**rejected**";
  }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    json::Value input = fields[kInput];
    if (!input) return fields[kTask] && (fields[kOutput] || fields[kChosen]);
    return fields[kTask] || (input.is_object() && input.Find("instruction"));
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

  absl::Span<const std::string_view> names() const override { return kKeys.names(); }
  Traits traits() const override { return {.required = 0b00111, .pair = true}; }
  bool IsWhole(uint32_t keys) const override { return keys == 0b00111 || keys == 0b11011; }

  Took ReadValue(size_t key, json::Value value, Example* out) const override {
    if (key == kInput) return ReadInput(value, out) ? Took::kModelled : Took::kWrong;
    if (!value.is_string()) return Took::kWrong;
    std::string* to = key == kTask     ? out->mutable_task()
                      : key == kOutput ? out->mutable_output()
                      : key == kChosen ? out->mutable_chosen()->mutable_text()
                                       : out->mutable_rejected()->mutable_text();
    to->assign(value.string());
    return Took::kModelled;
  }

  absl::Status AppendValue(size_t key, const Example& example, const WriteContext& context,
                           std::string* out) const override {
    const bool pair = example.has_rejected();
    std::string_view answer;
    switch (key) {
      case kTask:
        json::AppendString(example.has_task() ? std::string_view(example.task()) : kNoTask, out);
        return absl::OkStatus();
      case kInput:
        return AppendInput(example, out);
      case kOutput:
      case kChosen:
        if (!context.restoring && pair != (key == kChosen)) return absl::OkStatus();
        if (!AnswerText(example, &answer)) return NoAnswer(example);
        break;
      default:
        if (!pair) return absl::OkStatus();
        if (!AnswerText(example.rejected(), &answer)) {
          return absl::InvalidArgumentError("the rejected answer is not one text");
        }
    }
    json::AppendString(answer, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Example& example, const Format& to) const override {
    (void)example;
    return key == kOutput || key == kChosen || (key == kRejected && to.traits().pair);
  }
};

}  // namespace

const Format& TaskFormat() {
  static const Task kFormat;
  return kFormat;
}

}  // namespace jsonl::record

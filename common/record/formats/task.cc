#include "common/record/formats/task.h"

#include "common/record/findings.h"
#include "common/record/keys.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("task", "input", "output", "chosen", "rejected");
enum Key { kTask, kInput, kOutput, kChosen, kRejected };

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
    Fields fields(root, kKeys);
    json::Value value = fields[kOutput] ? fields[kOutput] : fields[kChosen];
    return value && value.is_string() ? value : json::Value();
  }
};

}  // namespace

const Format& TaskFormat() {
  static const Task format;
  return format;
}

}  // namespace jsonl::record

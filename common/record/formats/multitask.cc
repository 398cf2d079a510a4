#include "common/record/formats/multitask.h"

#include <array>
#include <string>

#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/record/prompt.h"
#include "common/record/written.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("task", "dialect", "context", "input", "target", "id", "meta", "output",
                     "chosen", "rejected");
constexpr Keys kModelled("task", "dialect", "context", "input", "target");
constexpr std::array kSlots = {Slot::kTask, Slot::kDialect, Slot::kNamedObject, Slot::kNamedMembers,
                               Slot::kTarget};
enum Key { kTask, kDialect, kContext, kInput, kTarget, kId, kMeta, kOutput, kChosen, kRejected };

// What a task demands. Unused places are "".
struct Task {
  std::string_view name = {};
  std::string_view input = {};
  std::array<std::string_view, 2> more_input = {};  // strings that may be there
  std::string_view also_input = {};                 // a string that must be there
  std::string_view answer = {};
  std::string_view also_target = {};
  std::string_view more_target = {};
  std::string_view instruction = {};
  std::string_view plain_instruction = {};  // where the record lacks what the other one names
};

constexpr Task kTasks[] = {
    {.name = "code_completion",
     .input = "partial_code",
     .answer = "completed_code",
     .instruction = "Complete the Ibis code. Answer with the whole expression and nothing else."},
    {.name = "sql_to_ibis",
     .input = "sql",
     .answer = "ibis",
     .instruction = "Write Ibis code that does what the SQL query does."},
    {.name = "ibis_to_sql",
     .input = "ibis",
     .more_input = {"dialect"},
     .answer = "sql",
     .instruction = "Write the SQL query that the Ibis expression stands for, as {dialect} has it.",
     .plain_instruction = "Write the SQL query that the Ibis expression stands for."},
    {.name = "error_resolution",
     .input = "broken_code",
     .more_input = {"error", "context_info"},
     .answer = "fixed_code",
     .also_target = "explanation",
     .instruction = "Find the error in the Ibis code and write the code without it."},
    {.name = "qa",
     .input = "question",
     .answer = "answer",
     .more_target = "code_example",
     .instruction = "Answer the question about Ibis, to the point and in plain words."},
    {.name = "documentation",
     .input = "code",
     .also_input = "style",
     .answer = "docstring",
     .instruction = "Write a docstring in {style} style for the Ibis code.",
     .plain_instruction = "Write a docstring for the Ibis code."},
};

const Task* FindTask(std::string_view name) {
  for (const Task& task : kTasks) {
    if (task.name == name) return &task;
  }
  return nullptr;
}

const Task* FindTask(json::Value name) {
  return name && name.is_string() ? FindTask(name.string()) : nullptr;
}

json::Value AnswerOf(const Task* task, json::Value target) {
  if (!target || !target.is_object()) return {};
  json::Value answer;
  if (task != nullptr) {
    answer = target.Find(task->answer);
  } else if (target.size() == 1) {
    answer = (*target.members().begin()).value;
  }
  return answer && answer.is_string() ? answer : json::Value();
}

// What stands for {style} or {dialect}.
json::Value ValueFor(std::string_view name, const Content& content) {
  for (const json::Member& member : content.named) {
    if (member.name() == name && member.value.is_string()) return member.value;
  }
  return name == "dialect" ? content.dialect : json::Value();
}

bool IsThere(json::Value value) { return value && !value.is_null(); }

void CheckObject(const Place& place, json::Value object, Findings* found) {
  if (found->IsObject(place, object) && object.size() == 0) found->Empty(place);
}

void CheckFields(const Task& task, json::Value root, const Place& record, Findings* found) {
  const json::Value input = root.Find("input");
  const json::Value target = root.Find("target");
  if (input && input.is_object() && input.size() > 0) {
    const Place place(record, "input");
    found->IsNonBlank(Place(place, task.input), input.Find(task.input));
    if (!task.also_input.empty()) {
      found->IsNonBlank(Place(place, task.also_input), input.Find(task.also_input));
    }
    for (std::string_view name : task.more_input) {
      const json::Value value = name.empty() ? json::Value() : input.Find(name);
      if (IsThere(value)) found->IsString(Place(place, name), value);
    }
  }
  if (target && target.is_object() && target.size() > 0) {
    const Place place(record, "target");
    found->IsNonBlank(Place(place, task.answer), target.Find(task.answer));
    if (!task.also_target.empty()) {
      found->IsNonBlank(Place(place, task.also_target), target.Find(task.also_target));
    }
    const json::Value value =
        task.more_target.empty() ? json::Value() : target.Find(task.more_target);
    if (IsThere(value)) found->IsString(Place(place, task.more_target), value);
  }
}

absl::Status Fill(std::string_view text, Content* content) {
  if (text.find('{') == text.npos) {
    content->Instruct(text);
    return absl::OkStatus();
  }
  std::string filled;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string_view placeholder;
    for (std::string_view name : {"style", "dialect"}) {
      const std::string_view rest = text.substr(i + 1);
      if (text[i] == '{' && rest.starts_with(name) && rest.substr(name.size()).starts_with('}')) {
        placeholder = name;
      }
    }
    if (placeholder.empty()) {
      filled.push_back(text[i]);
      continue;
    }
    const json::Value value = ValueFor(placeholder, *content);
    if (!value) {
      return absl::InvalidArgumentError(
          text::Cat("the system prompt names {", placeholder, "}, which the record lacks"));
    }
    filled.append(value.string());
    i += placeholder.size() + 1;
  }
  content->Instruct(filled);
  return absl::OkStatus();
}

class Multitask final : public KeyedFormat<5> {
 public:
  Multitask()
      : KeyedFormat(kModelled, kSlots,
                    {.required = 0b11001,
                     .optional = 0b00110,
                     .instruction = Traits::Instruction::kSystem}) {}

  std::string_view name() const override { return "multitask"; }
  std::string_view summary() const override {
    return "code, SQL, questions and documentation in one set, each with its task";
  }
  std::string_view shape() const override {
    return "**id**, **task**: strings; **input**, **target**: objects; context, dialect, meta";
  }
  std::string_view rules() const override {
    return "input and target have the fields of the task: code_completion, sql_to_ibis, "
           "ibis_to_sql, error_resolution, qa or documentation; of other tasks only the shape is "
           "checked";
  }

  bool Recognises(json::Value root) const override {
    // One look tells most records of the format task, which have the same fields else.
    if (root.Find(kKeys.names()[kOutput])) return false;
    const Fields fields(root, kKeys);
    if (fields[kChosen] || fields[kRejected]) return false;
    if (fields[kTarget]) return fields[kTask] || fields[kInput];
    const json::Value input = fields[kInput];
    return FindTask(fields[kTask]) != nullptr && input && input.is_object() &&
           !input.Find("instruction");
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    const Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    const json::Value id = fields[kId];
    if (!id || !id.is_number()) found.IsString(Place(record, "id"), id);
    found.IsNonBlank(Place(record, "task"), fields[kTask]);
    CheckObject(Place(record, "input"), fields[kInput], &found);
    CheckObject(Place(record, "target"), fields[kTarget], &found);
    for (size_t key : {kContext, kMeta}) {
      if (IsThere(fields[key])) found.IsObject(Place(record, kKeys[key]), fields[key]);
    }
    if (IsThere(fields[kDialect])) found.IsString(Place(record, "dialect"), fields[kDialect]);
    const Task* task = FindTask(fields[kTask]);
    if (task != nullptr) CheckFields(*task, root, record, &found);
  }

  json::Value Response(json::Value root) const override {
    return AnswerOf(FindTask(root.Find("task")), root.Find("target"));
  }

  bool IsWhole(uint32_t keys) const override { return (keys & 0b11001) == 0b11001; }

  void Complete(Content* content) const override {
    const Task* task = FindTask(content->task);
    content->output = AnswerOf(task, content->target);
    if (task == nullptr || Fill(task->instruction, content).ok()) return;
    content->Instruct(task->plain_instruction);
  }

  // {style} and {dialect} are what the record says.
  absl::Status Instruct(std::string_view text, Content* content) const override {
    return Fill(text, content);
  }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    const Task* task = FindTask(context.task);
    if (context.restoring && key == kTask && content.task) {
      out->append(content.task.raw());
      return absl::OkStatus();
    }
    if (context.restoring && (key == kDialect || key == kContext)) return absl::OkStatus();
    if (!context.restoring || key != kTarget || task == nullptr) {
      return OnlyTheWayBack(*this);
    }
    Phrase answer;
    if (!AnswerText(content, &answer)) return NoAnswer(content);
    ObjectWriter object(out);
    object.AnyName(task->answer);
    AppendPhrase(answer, out);
    object.End();
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    if (key == kTask) return to.KeyOf("task") >= 0;
    // A target that says more than the answer is kept whole.
    return key == kTarget && content.target.size() == 1 && content.output &&
           content.task.as_written() && FindTask(content.task) != nullptr;
  }
};

}  // namespace

const Format& MultitaskFormat() {
  static const Multitask kFormat;
  return kFormat;
}

}  // namespace jsonl::record

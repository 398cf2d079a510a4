#include "common/record/example.h"

#include <string_view>

#include "common/record/example_record.h"
#include "common/record/tool_calls.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

// The schema's roles, by Role.
constexpr jsonl::Role kRoles[] = {SYSTEM, DEVELOPER, USER, ASSISTANT, TOOL, ROLE_UNSPECIFIED};

void Assign(json::Value value, std::string* out) {
  out->assign(value.is_string() ? value.string() : value.raw());
}

void ToToolCall(const record::ToolCall& call, bool message, jsonl::ToolCall* out) {
  *out->mutable_name() = Unquoted(call.name);
  const bool has_arguments = !call.arguments.empty();
  if (has_arguments) {
    const bool as_string = call.arguments.starts_with('"');
    out->set_arguments_as_string(as_string);
    *out->mutable_arguments() = as_string ? Unquoted(call.arguments) : std::string(call.arguments);
  }
  if (!message) return;
  const std::string_view whole = call.call;
  const size_t begin =
      has_arguments ? static_cast<size_t>(call.arguments.data() - whole.data()) : whole.size();
  out->mutable_head()->assign(whole.substr(0, begin));
  if (has_arguments) out->mutable_tail()->assign(whole.substr(begin + call.arguments.size()));
}

void ToTurn(const Content& content, const record::Turn& turn, jsonl::Turn* out) {
  out->set_role(kRoles[static_cast<size_t>(turn.role)]);
  if (!turn.usual_role) Assign(turn.role_value, out->mutable_role_as_written());
  if (turn.content) Assign(turn.content, out->mutable_content());
  const bool message = content.style() == ChatStyle::kMessages;
  for (uint32_t i = 0; i < turn.calls; ++i) {
    ToToolCall(content.call(turn.first_call + i), message, out->add_tool_calls());
  }
  for (json::Member member : turn.object.members()) {
    Field* field = out->add_fields();
    field->mutable_name()->assign(member.name());
    if (!turn.Models(member.value)) field->mutable_json()->assign(member.value.raw());
  }
}

void ToAnswer(const Content& content, const record::Answer& answer, jsonl::Answer* out) {
  if (answer.is_text()) {
    Assign(answer.value, out->mutable_text());
    return;
  }
  for (uint32_t i = answer.turns.begin; i < answer.turns.end; ++i) {
    ToTurn(content, content.turn(i), out->add_turns());
  }
}

// Whether such a field stays as it was written, whatever else the Example says of it.
bool IsWritten(Slot slot) {
  return slot == Slot::kNamed || slot == Slot::kNamedObject || slot == Slot::kNamedMembers ||
         slot == Slot::kDialect || slot == Slot::kTarget || slot == Slot::kTests ||
         slot == Slot::kTokens || slot == Slot::kExamples;
}

void AddContext(json::Member member, Example* out) {
  Field* field = out->add_context();
  field->mutable_name()->assign(member.name());
  Assign(member.value, member.value.is_string() ? field->mutable_text() : field->mutable_json());
}

void ToContext(const Content& content, Example* out) {
  for (json::Member member : content.context.members()) {
    if (member.value.index() != content.instruction.index()) {
      AddContext(member, out);
    } else {
      out->add_context()->mutable_name()->assign(member.name());
    }
  }
}

absl::Status Bad(std::string_view what) {
  return absl::InvalidArgumentError(text::Cat("Bad Example: ", what));
}

// Which text it is that breaks the record.
absl::Status NotJson(const Example& example) {
  Nested nested;
  for (const Field& field : example.fields()) {
    if (!field.json().empty() && !nested.Parse(field.json())) {
      return Bad(text::Cat("the value of field '", text::Shortened(field.name()), "' is not JSON"));
    }
  }
  return Bad("a JSON text in it is not JSON, or nested too deep");
}

}  // namespace

void ToExample(const Content& content, Example* out) {
  out->Clear();
  out->mutable_format()->assign(content.format().name());
  for (const Content::Field& from : content.fields) {
    Field* field = out->add_fields();
    field->mutable_name()->assign(from.name());
    if (from.modelled < 0 || !content.turns_tell_all ||
        IsWritten(content.format().slots()[from.modelled])) {
      field->mutable_json()->assign(from.value.raw());
    }
  }
  if (content.task) Assign(content.task, out->mutable_task());
  if (content.instruction) Assign(content.instruction, out->mutable_instruction());
  if (content.context) ToContext(content, out);
  for (json::Member member : content.named) AddContext(member, out);
  if (content.input) Assign(content.input, out->mutable_input());
  if (content.output) Assign(content.output, out->mutable_output());
  if (content.prompt) Assign(content.prompt, out->mutable_prompt());
  if (content.chosen.value) ToAnswer(content, content.chosen, out->mutable_chosen());
  if (content.rejected.value) ToAnswer(content, content.rejected, out->mutable_rejected());
  for (uint32_t i = 0; i < content.turns.size(); ++i) {
    ToTurn(content, content.said(i), out->add_turns());
  }
  if (content.system) Assign(content.system, out->mutable_system());
  if (content.tools) Assign(content.tools, out->mutable_tools());
  if (content.text) Assign(content.text, out->mutable_text());
  if (content.label) out->set_label(content.label.boolean());
  if (content.encoded) Assign(content.encoded, out->mutable_text());
}

absl::StatusOr<json::Value> ExampleReader::Read(const Format& format, const Example& example) {
  text_.clear();
  absl::Status status = AppendRecordOf(format, example, &text_);
  if (!status.ok()) return Bad(text::FromAbsl(status.message()));
  json::Value root = nested_.Parse(text_);
  if (!root || !root.is_object()) return NotJson(example);
  if (text::HasLineEnd(text_)) return Bad("a JSON text in it has line ends");
  // A text such as `1,"b":2` is more than one value.
  if (root.size() > static_cast<uint32_t>(example.fields_size())) return NotJson(example);
  status = format.Read(root, &content_);
  if (!status.ok()) return Bad(text::FromAbsl(status.message()));
  return root;
}

}  // namespace jsonl::record

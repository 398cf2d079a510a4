#include "common/record/example_record.h"

#include <string_view>
#include <utility>

#include "common/json/writer.h"
#include "common/record/keys.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

// What a turn models.
constexpr Keys kTurnKeys("role", "content", "tool_calls", "from", "value");

class Writer {
 public:
  Writer(const Format& format, const Example& example, text::Buffer* out)
      : format_(format), example_(example), out_(*out) {}

  absl::Status Write() {
    uint32_t keys = 0;
    out_.push_back('{');
    for (const Field& field : example_.fields()) {
      Name(field.name());
      if (!field.json().empty()) {
        out_.append(field.json());
        continue;
      }
      const int key = format_.KeyOf(field.name());
      if (key < 0) {
        return Bad("field '", field.name(), "' has no value, and the format ", format_.name(),
                   " has no such field");
      }
      if (Repeats(key, &keys)) return Bad("field '", field.name(), "' has no value of its own");
      absl::Status status = Value(format_.slots()[static_cast<size_t>(key)]);
      if (status.code() == absl::StatusCode::kNotFound) {
        return Bad("field '", field.name(), "' has no value");
      }
      if (!status.ok()) return status;
    }
    out_.push_back('}');
    return absl::OkStatus();
  }

 private:
  template <typename... Parts>
  static absl::Status Bad(std::string_view before, std::string_view quoted, Parts... after) {
    return absl::InvalidArgumentError(text::Cat(before, text::Shortened(quoted), after...));
  }

  // What is modelled stands for one field. Many that say the same would be as many copies.
  static bool Repeats(int key, uint32_t* keys) {
    const uint32_t bit = 1u << key;
    return (std::exchange(*keys, *keys | bit) & bit) != 0;
  }

  void Name(std::string_view name) {
    if (out_.back() != '{') out_.push_back(',');
    json::AppendString(name, &out_);
    out_.push_back(':');
  }

  absl::Status String(bool there, std::string_view text) {
    if (!there) return absl::NotFoundError("");
    json::AppendString(text, &out_);
    return absl::OkStatus();
  }

  absl::Status Value(Slot slot) {
    const Example& e = example_;
    switch (slot) {
      case Slot::kTask:
        return String(e.has_task(), e.task());
      case Slot::kContext:
        return Context();
      case Slot::kInstruction:
        return String(e.has_instruction(), e.instruction());
      case Slot::kInput:
        return String(e.has_input(), e.input());
      case Slot::kOutput:
        return String(e.has_output(), e.output());
      case Slot::kChosenText:
        return String(e.chosen().has_text(), e.chosen().text());
      case Slot::kRejectedText:
        return String(e.rejected().has_text(), e.rejected().text());
      case Slot::kPrompt:
        if (e.has_prompt()) return String(true, e.prompt());
        return List(e.turns());
      case Slot::kChosen:
        return WholeAnswer(e.has_chosen(), e.chosen());
      case Slot::kRejected:
        return WholeAnswer(e.has_rejected(), e.rejected());
      case Slot::kMessages:
      case Slot::kConversations:
        return List(e.turns());
      case Slot::kChosenChat:
        return Chat(e.chosen());
      case Slot::kRejectedChat:
        return Chat(e.rejected());
      case Slot::kChosenTurn:
        return AnswerTurn(e.chosen());
      case Slot::kRejectedTurn:
        return AnswerTurn(e.rejected());
      case Slot::kTools:
        if (!e.has_tools()) return absl::NotFoundError("");
        out_.append(e.tools());
        return absl::OkStatus();
      case Slot::kToolsText:
        return String(e.has_tools(), e.tools());
      case Slot::kSystem:
        return String(e.has_system(), e.system());
      case Slot::kText:
      case Slot::kHarmony:
      case Slot::kTags:
        return String(e.has_text(), e.text());
      case Slot::kLabel:
        if (!e.has_label()) return absl::NotFoundError("");
        out_.append(e.label() ? "true" : "false");
        return absl::OkStatus();
      case Slot::kNamed:
      case Slot::kNamedObject:
      case Slot::kNamedMembers:
      case Slot::kDialect:
      case Slot::kTarget:
      case Slot::kTests:
      case Slot::kTokens:
      case Slot::kExamples:
        break;  // as written
    }
    return absl::NotFoundError("");
  }

  absl::Status Context() {
    uint32_t keys = 0;
    out_.push_back('{');
    for (const Field& field : example_.context()) {
      Name(field.name());
      if (field.has_text()) {
        json::AppendString(field.text(), &out_);
      } else if (!field.json().empty()) {
        out_.append(field.json());
      } else if (Repeats(0, &keys)) {
        return Bad("context value '", field.name(), "' has no value");
      } else {
        json::AppendString(example_.instruction(), &out_);
      }
    }
    out_.push_back('}');
    return absl::OkStatus();
  }

  absl::Status WholeAnswer(bool there, const jsonl::Answer& answer) {
    if (!there || answer.has_text()) return String(there, answer.text());
    return List(answer.turns());
  }

  // The prompt and an answer as one list.
  absl::Status Chat(const jsonl::Answer& answer) {
    if (answer.has_text()) return String(true, answer.text());
    out_.push_back('[');
    absl::Status status = Elements(example_.turns());
    if (status.ok()) status = Elements(answer.turns());
    out_.push_back(']');
    return status;
  }

  absl::Status AnswerTurn(const jsonl::Answer& answer) {
    if (answer.turns_size() != 1) return absl::NotFoundError("");
    return OneTurn(answer.turns(0));
  }

  template <typename Turns>
  absl::Status List(const Turns& turns) {
    out_.push_back('[');
    absl::Status status = Elements(turns);
    out_.push_back(']');
    return status;
  }

  template <typename Turns>
  absl::Status Elements(const Turns& turns) {
    for (const jsonl::Turn& turn : turns) {
      if (out_.back() != '[') out_.push_back(',');
      if (absl::Status status = OneTurn(turn); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status OneTurn(const jsonl::Turn& turn) {
    uint32_t keys = 0;
    out_.push_back('{');
    for (const Field& field : turn.fields()) {
      Name(field.name());
      if (!field.json().empty()) {
        out_.append(field.json());
        continue;
      }
      const int key = kTurnKeys.Find(field.name());
      if (key < 0 || Repeats(key, &keys)) {
        return Bad("field '", field.name(), "' of a turn has no value");
      }
      if (kTurnKeys[static_cast<size_t>(key)] == "tool_calls") {
        ToolCalls(turn);
      } else if (kTurnKeys[static_cast<size_t>(key)] == "role" ||
                 kTurnKeys[static_cast<size_t>(key)] == "from") {
        json::AppendString(RoleName(turn), &out_);
      } else {
        json::AppendString(turn.content(), &out_);
      }
    }
    out_.push_back('}');
    return absl::OkStatus();
  }

  std::string_view RoleName(const jsonl::Turn& turn) const {
    if (!turn.role_as_written().empty()) return turn.role_as_written();
    const bool messages = format_.traits().style == ChatStyle::kMessages;
    switch (turn.role()) {
      case SYSTEM:
        return "system";
      case DEVELOPER:
        return "developer";
      case USER:
        return messages ? "user" : "human";
      case TOOL:
        return messages ? "tool" : "observation";
      default:
        if (messages) return "assistant";
        return turn.tool_calls_size() > 0 ? "function_call" : "gpt";
    }
  }

  void ToolCalls(const jsonl::Turn& turn) {
    out_.push_back('[');
    for (const jsonl::ToolCall& call : turn.tool_calls()) {
      if (out_.back() != '[') out_.push_back(',');
      const bool known = !call.head().empty();
      if (known) {
        out_.append(call.head());
        if (call.tail().empty()) continue;  // it has no arguments
      } else {
        out_.append(R"({"type":"function","function":{"name":)");
        json::AppendString(call.name(), &out_);
        out_.append(R"(,"arguments":)");
      }
      if (call.arguments_as_string()) {
        json::AppendString(call.arguments(), &out_);
      } else {
        out_.append(call.arguments().empty() ? "{}" : call.arguments());
      }
      out_.append(known ? std::string_view(call.tail()) : "}}");
    }
    out_.push_back(']');
  }

  const Format& format_;
  const Example& example_;
  text::Buffer& out_;
};

}  // namespace

absl::Status AppendRecordOf(const Format& format, const Example& example, text::Buffer* out) {
  return Writer(format, example, out).Write();
}

}  // namespace jsonl::record

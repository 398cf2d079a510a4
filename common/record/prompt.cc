#include "common/record/prompt.h"

#include "common/text/strings.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr std::string_view kWithInput =
    "Below is an instruction that describes a task, paired with an input that provides further "
    "context. Write a response that appropriately completes the request.\n\n### Instruction:\n";
constexpr std::string_view kWithoutInput =
    "Below is an instruction that describes a task. Write a response that appropriately completes "
    "the request.\n\n### Instruction:\n";
constexpr std::string_view kInput = "\n\n### Input:\n";
constexpr std::string_view kResponse = "\n\n### Response:";

// The value of a context field; a string without its quotes.
std::string_view ContextValue(const Field& field) {
  return field.has_text() ? field.text() : field.json();
}

bool IsContext(const Field& field) { return field.has_text() || !field.json().empty(); }

void AppendNamedContext(const Example& example, std::string_view before, std::string* out) {
  for (const Field& field : example.context()) {
    if (!IsContext(field)) continue;  // the instruction
    out->append(before);
    out->append(field.name());
    out->append(":\n");
    out->append(ContextValue(field));
    before = "\n\n";
  }
}

std::string_view ContextAsInput(const Example& example, std::string* scratch) {
  const Field* only = nullptr;
  int count = 0;
  for (const Field& field : example.context()) {
    if (!IsContext(field)) continue;
    only = &field;
    ++count;
  }
  if (count == 0) return "";
  if (count == 1) return ContextValue(*only);
  scratch->clear();
  AppendNamedContext(example, "", scratch);
  return *scratch;
}

absl::Status TurnsAsSingle(const Example& example, Single* out) {
  int end = example.turns_size();
  if (!example.has_chosen()) {
    if (end == 0 || example.turns(end - 1).role() != ASSISTANT) {
      return absl::InvalidArgumentError("the conversation does not end with the assistant's turn");
    }
    --end;
  }
  int begin = 0;
  while (begin < end &&
         (example.turns(begin).role() == SYSTEM || example.turns(begin).role() == DEVELOPER)) {
    ++begin;
  }
  if (end - begin != 1 || example.turns(begin).role() != USER) {
    return absl::InvalidArgumentError(
        text::Cat("a conversation of ", example.turns_size(),
                  " turns does not fit: only one turn of the user with one answer does"));
  }
  if (!example.turns(begin).has_content()) {
    return absl::InvalidArgumentError("the user's turn has no text");
  }
  out->instruction = example.turns(begin).content();
  return absl::OkStatus();
}

bool TurnText(const Turn& turn, std::string_view* out) {
  if (turn.role() != ASSISTANT || !turn.has_content() || turn.tool_calls_size() > 0) return false;
  *out = turn.content();
  return true;
}

}  // namespace

absl::Status NoAnswer(const Example& example) {
  return absl::InvalidArgumentError(
      text::Cat("this ", example.format(), " record has no answer that is one text"));
}

absl::Status NoRejected(const Example& example) {
  const bool vowel = example.format().starts_with('a');
  return absl::InvalidArgumentError(
      text::Cat(vowel ? "an " : "a ", example.format(), " record has no rejected answer"));
}

bool AnswerText(const Answer& answer, std::string_view* out) {
  if (!answer.has_text()) return answer.turns_size() == 1 && TurnText(answer.turns(0), out);
  *out = answer.text();
  return true;
}

bool AnswerText(const Example& example, std::string_view* out) {
  if (example.has_text()) {
    Single single;
    if (!ParseAlpacaText(example.text(), &single)) return false;
    *out = single.answer;
    return true;
  }
  if (example.has_output()) {
    *out = example.output();
  } else if (example.has_chosen()) {
    return AnswerText(example.chosen(), out);
  } else {
    return example.turns_size() > 0 && TurnText(example.turns(example.turns_size() - 1), out);
  }
  return true;
}

absl::Status AsSingle(const Example& example, std::string* scratch, Single* out) {
  *out = {};
  if (example.has_text()) {
    if (ParseAlpacaText(example.text(), out)) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "the text has not the form of Alpaca's prompt (\"### Instruction:\", \"### Response:\"), "
        "so its instruction and answer cannot be told apart");
  }
  out->has_answer = AnswerText(example, &out->answer);
  if (example.has_instruction()) {
    out->instruction = example.instruction();
    out->input =
        example.has_input() ? std::string_view(example.input()) : ContextAsInput(example, scratch);
    return absl::OkStatus();
  }
  if (example.has_prompt()) {
    out->instruction = example.prompt();
    return absl::OkStatus();
  }
  return TurnsAsSingle(example, out);
}

absl::Status AppendUserText(const Example& example, std::string* out) {
  if (example.context_size() > 0) {
    out->append(example.instruction());
    AppendNamedContext(example, "\n\n", out);
    return absl::OkStatus();
  }
  Single single;
  std::string scratch;
  absl::Status status = AsSingle(example, &scratch, &single);
  if (!status.ok()) return status;
  out->append(single.instruction);
  if (!single.input.empty()) {
    out->append("\n\n");
    out->append(single.input);
  }
  return absl::OkStatus();
}

void AppendAlpacaText(const Single& single, std::string* out) {
  out->append(single.input.empty() ? kWithoutInput : kWithInput);
  out->append(single.instruction);
  if (!single.input.empty()) {
    out->append(kInput);
    out->append(single.input);
  }
  out->append(kResponse);
  out->append(single.answer);
}

bool ParseAlpacaText(std::string_view text, Single* out) {
  *out = {};
  const bool with_input = text.starts_with(kWithInput);
  if (!with_input && !text.starts_with(kWithoutInput)) return false;
  text.remove_prefix(with_input ? kWithInput.size() : kWithoutInput.size());
  if (with_input) {
    size_t end = text.find(kInput);
    if (end == text.npos) return false;
    out->instruction = text.substr(0, end);
    text.remove_prefix(end + kInput.size());
  }
  size_t end = text.find(kResponse);
  if (end == text.npos) return false;
  (with_input ? out->input : out->instruction) = text.substr(0, end);
  text.remove_prefix(end + kResponse.size());
  if (text.starts_with('\n')) text.remove_prefix(1);
  out->answer = text;
  out->has_answer = true;
  return true;
}

bool TextTells(const Example& example) {
  std::string scratch;
  std::string text;
  Single said;
  Single told;
  if (!AsSingle(example, &scratch, &said).ok() || !said.has_answer) return false;
  AppendAlpacaText(said, &text);
  return ParseAlpacaText(text, &told) && told.instruction == said.instruction &&
         told.input == said.input && told.answer == said.answer;
}

}  // namespace jsonl::record

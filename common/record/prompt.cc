#include "common/record/prompt.h"

#include "common/record/alpaca_text.h"
#include "common/record/format.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

constexpr Phrase kBlankLine("\n\n", "\\n\\n");
constexpr Phrase kAfterName(":\n", ":\\n");
// A context value; a string without its quotes.
Phrase ContextValue(json::Value value) {
  return value.is_string() ? Phrase(value) : Phrase(value.raw());
}

using Instruction = Format::Traits::Instruction;

bool HasContext(const Content& content) { return content.context || !content.named.empty(); }

// Hands the context of an instruction to append(Phrase), each value under its name, a blank line
// between them.
template <typename Append>
void NamedContext(const Content& content, Append&& append) {
  bool first = true;
  const auto add = [&](json::Member member) {
    if (!first) append(kBlankLine);
    first = false;
    append(Phrase(member.key));
    append(kAfterName);
    append(ContextValue(member.value));
  };
  for (json::Member member : content.named) add(member);
  if (!content.context) return;
  for (json::Member member : content.context.members()) {
    if (member.value.index() != content.instruction.index()) add(member);
  }
}

Phrase ContextAsInput(const Content& content, text::Buffer* scratch) {
  if (content.named.size() == 1) return ContextValue(content.named[0].value);
  if (content.context && content.context.size() == 2) {
    for (json::Member member : content.context.members()) {
      if (member.value.index() != content.instruction.index()) return ContextValue(member.value);
    }
  }
  scratch->clear();
  NamedContext(content, [scratch](const Phrase& phrase) { scratch->append(phrase.text); });
  return Phrase(*scratch);
}

absl::Status TurnsAsSingle(const Content& content, Single* out) {
  uint32_t end = content.turns.size();
  if (!content.format().traits().apart()) {
    if (end == 0 || content.said(end - 1).role != Role::kAssistant) {
      return absl::InvalidArgumentError("the conversation does not end with the assistant's turn");
    }
    --end;
  }
  uint32_t begin = 0;
  while (begin < end && (content.said(begin).role == Role::kSystem ||
                         content.said(begin).role == Role::kDeveloper)) {
    ++begin;
  }
  if (end - begin != 1 || content.said(begin).role != Role::kUser) {
    return absl::InvalidArgumentError(
        text::Cat("a conversation of ", content.turns.size(),
                  " turns does not fit: only one turn of the user with one answer does"));
  }
  if (!content.said(begin).content) {
    return absl::InvalidArgumentError("the user's turn has no text");
  }
  out->instruction = Phrase(content.said(begin).content);
  return absl::OkStatus();
}

bool TurnText(const Turn& turn, Phrase* out) {
  if (turn.role != Role::kAssistant || !turn.content || turn.calls > 0) return false;
  *out = Phrase(turn.content);
  return true;
}

template <typename Append>
void InstructionAndInput(const Phrase& instruction, const Phrase& input, Append&& append) {
  append(instruction);
  if (input.text.empty()) return;
  append(kBlankLine);
  append(input);
}

template <typename Append>
absl::Status ForUser(const Content& content, bool instruct, Append&& append) {
  if (HasContext(content)) {
    const bool instructed = instruct && content.instruction;
    if (instructed) append(Phrase(content.instruction));
    const bool more = !content.named.empty() || content.context.size() > 1;
    if (instructed && more) append(kBlankLine);
    if (more) NamedContext(content, append);
    return absl::OkStatus();
  }
  if (content.instruction && !content.text) {
    // As AsSingle has it, which also looks for the answer.
    InstructionAndInput(Phrase(content.instruction),
                        content.input ? Phrase(content.input) : Phrase(), append);
    return absl::OkStatus();
  }
  Single single;
  text::Buffer scratch;
  absl::Status status = AsSingle(content, &scratch, &single);
  if (status.ok()) InstructionAndInput(single.instruction, single.input, append);
  return status;
}

}  // namespace

absl::Status NoAnswer(const Content& content) {
  return absl::InvalidArgumentError(
      text::Cat("this ", content.format().name(), " record has no answer that is one text"));
}

absl::Status NoRejected(const Content& content) {
  if (content.label) {
    return absl::InvalidArgumentError(text::Cat(
        "a ", content.format().name(),
        " record has one answer, good or bad: a pair takes two answers to the same prompt"));
  }
  const bool vowel = content.format().name().starts_with('a');
  return absl::InvalidArgumentError(
      text::Cat(vowel ? "an " : "a ", content.format().name(), " record has no rejected answer"));
}

absl::Status OnlyTheWayBack(const Format& target) {
  return absl::InvalidArgumentError(text::Cat("only what was made from a record of the format ",
                                              target.name(),
                                              ", and still asks the same, can become one"));
}

bool AnswerText(const Content& content, const Answer& answer, Phrase* out) {
  if (!answer.is_text()) {
    return answer.turns.size() == 1 && TurnText(content.turn(answer.turns.begin), out);
  }
  *out = Phrase(answer.value);
  return true;
}

bool AnswerText(const Content& content, Phrase* out) {
  if (content.text) {
    Single single;
    if (!ParseAlpacaText(content.text.string(), &single)) return false;
    *out = single.answer;
    return true;
  }
  if (content.output) {
    *out = Phrase(content.output);
  } else if (content.chosen.value) {
    return AnswerText(content, content.chosen, out);
  } else {
    return content.turns.size() > 0 && !content.format().traits().apart() &&
           TurnText(content.turn(content.turns.end - 1), out);
  }
  return true;
}

absl::Status AsSingle(const Content& content, text::Buffer* scratch, Single* out) {
  *out = {};
  if (content.text) {
    if (ParseAlpacaText(content.text.string(), out)) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "the text has not the form of Alpaca's prompt (\"### Instruction:\", \"### Response:\"), "
        "so its instruction and answer cannot be told apart");
  }
  out->has_answer = AnswerText(content, &out->answer);
  if (content.instruction || !content.named.empty()) {
    if (content.instruction) out->instruction = Phrase(content.instruction);
    if (HasContext(content)) {
      out->input = ContextAsInput(content, scratch);
    } else if (content.input) {
      out->input = Phrase(content.input);
    }
    return absl::OkStatus();
  }
  if (content.prompt) {
    const bool alpaca =
        content.format().traits().completion && ParseAlpacaPrompt(content.prompt.string(), out);
    if (!alpaca) out->instruction = Phrase(content.prompt);
    return absl::OkStatus();
  }
  return TurnsAsSingle(content, out);
}

absl::Status UserText(const Content& content, text::Buffer* out) {
  out->clear();
  return ForUser(content, true, [out](const Phrase& phrase) { out->append(phrase.text); });
}

absl::Status AppendUserInner(const Content& content, text::Buffer* out) {
  return ForUser(content, true, [out](const Phrase& phrase) { AppendInner(phrase, out); });
}

absl::Status AppendUserTurnInner(const Content& content, text::Buffer* out) {
  const bool instruct = content.format().traits().instruction != Instruction::kSystem;
  return ForUser(content, instruct, [out](const Phrase& phrase) { AppendInner(phrase, out); });
}

std::string ContextText(const Content& content) {
  std::string out;
  NamedContext(content, [&out](const Phrase& phrase) { out.append(phrase.text); });
  return out;
}

bool UsesAlpacaPrompt(const Content& content) {
  return content.text || (content.instruction && !content.context && content.named.empty());
}

absl::Status NoLabel(const Content& content) {
  const bool vowel = content.format().name().starts_with('a');
  return absl::InvalidArgumentError(text::Cat(
      vowel ? "an " : "a ", content.format().name(),
      " record has no label that says whether its answer is good, nor a pair of answers"));
}

bool TextTells(const Content& content) {
  text::Buffer scratch;
  Single said;
  Single told;
  if (!AsSingle(content, &scratch, &said).ok() || !said.has_answer) return false;
  const std::string text = AlpacaText(said);
  return ParseAlpacaText(text, &told) && told.instruction.text == said.instruction.text &&
         told.input.text == said.input.text && told.answer.text == said.answer.text;
}

}  // namespace jsonl::record

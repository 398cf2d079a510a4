#include "common/record/alpaca_text.h"

namespace jsonl::record {
namespace {

constexpr Phrase kWithInput(
    "Below is an instruction that describes a task, paired with an input that provides further "
    "context. Write a response that appropriately completes the request.\n\n### Instruction:\n",
    "Below is an instruction that describes a task, paired with an input that provides further "
    "context. Write a response that appropriately completes the request.\\n\\n### "
    "Instruction:\\n");
constexpr Phrase kWithoutInput(
    "Below is an instruction that describes a task. Write a response that appropriately completes "
    "the request.\n\n### Instruction:\n",
    "Below is an instruction that describes a task. Write a response that appropriately completes "
    "the request.\\n\\n### Instruction:\\n");
constexpr Phrase kInput("\n\n### Input:\n", "\\n\\n### Input:\\n");
constexpr Phrase kResponse("\n\n### Response:", "\\n\\n### Response:");

template <typename Append>
void ForAlpacaPrompt(const Single& single, Append&& append) {
  const bool input = !single.input.text.empty();
  append(input ? kWithInput : kWithoutInput);
  append(single.instruction);
  if (input) {
    append(kInput);
    append(single.input);
  }
  append(kResponse);
}

template <typename Append>
void ForAlpaca(const Single& single, Append&& append) {
  ForAlpacaPrompt(single, append);
  append(single.answer);
}

// Parses as far as the answer, which is what is left of the text.
bool ParseAlpaca(std::string_view* text, Single* out) {
  const bool with_input = text->starts_with(kWithInput.text);
  if (!with_input && !text->starts_with(kWithoutInput.text)) return false;
  text->remove_prefix(with_input ? kWithInput.text.size() : kWithoutInput.text.size());
  if (with_input) {
    const size_t end = text->find(kInput.text);
    if (end == text->npos) return false;
    out->instruction = Phrase(text->substr(0, end));
    text->remove_prefix(end + kInput.text.size());
  }
  const size_t end = text->find(kResponse.text);
  if (end == text->npos) return false;
  (with_input ? out->input : out->instruction) = Phrase(text->substr(0, end));
  text->remove_prefix(end + kResponse.text.size());
  return true;
}

}  // namespace

std::string AlpacaText(const Single& single) {
  std::string out;
  ForAlpaca(single, [&out](const Phrase& phrase) { out.append(phrase.text); });
  return out;
}

void AppendAlpacaInner(const Single& single, text::Buffer* out) {
  ForAlpaca(single, [out](const Phrase& phrase) { AppendInner(phrase, out); });
}

bool ParseAlpacaText(std::string_view text, Single* out) {
  *out = {};
  if (!ParseAlpaca(&text, out)) return false;
  if (text.starts_with('\n')) text.remove_prefix(1);
  out->answer = Phrase(text);
  out->has_answer = true;
  return true;
}

bool ParseAlpacaPrompt(std::string_view text, Single* out) {
  Single parsed;
  if (!ParseAlpaca(&text, &parsed) || !text.empty()) return false;
  out->instruction = parsed.instruction;
  out->input = parsed.input;
  return true;
}

std::string AlpacaPrompt(const Single& single) {
  std::string out;
  ForAlpacaPrompt(single, [&out](const Phrase& phrase) { out.append(phrase.text); });
  return out;
}

void AppendAlpacaPromptInner(const Single& single, text::Buffer* out) {
  ForAlpacaPrompt(single, [out](const Phrase& phrase) { AppendInner(phrase, out); });
}

}  // namespace jsonl::record

#include "common/record/chat_value.h"

#include "common/json/writer.h"
#include "common/record/json_text.h"
#include "common/record/nested.h"
#include "common/record/prompt.h"
#include "common/text/strings.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr std::string_view kToolHead = R"({"type":"function","function":)";

absl::Status AppendPlainAnswer(const Example& example, ChatStyle to, std::string* out) {
  std::string_view answer;
  if (!AnswerText(example, &answer)) return NoAnswer(example);
  AppendPlainTurn(to, ASSISTANT, answer, out);
  return absl::OkStatus();
}

absl::Status AppendPrompt(const Example& example, ChatStyle to, int begin, int end,
                          const Format::WriteContext& context, std::string* out) {
  if (example.has_system() && !example.has_instruction()) {
    AppendPlainTurn(to, SYSTEM, example.system(), out);
  }
  if (example.turns_size() > 0) {
    return AppendTurns(StyleOf(example.format()), to, example.turns(), begin, end, context.options,
                       out);
  }
  thread_local std::string text;
  text.clear();
  absl::Status status = AppendUserText(example, &text);
  if (status.ok()) AppendPlainTurn(to, USER, text, out);
  return status;
}

}  // namespace

absl::Status AppendChat(const Example& example, ChatStyle to, ChatPart part,
                        const Format::WriteContext& context, std::string* out) {
  const ChatStyle from = StyleOf(example.format());
  const bool pair = example.has_chosen();
  const bool turns = example.turns_size() > 0;
  const int begin = context.skip_system && turns && example.turns(0).role() == SYSTEM ? 1 : 0;
  // Of a chat the last turn is the answer; of a pair the answers are apart.
  const int end = example.turns_size() - (part == ChatPart::kAll || pair ? 0 : 1);

  if (part != ChatPart::kAnswer) {
    out->push_back('[');
    absl::Status status = AppendPrompt(example, to, begin, end, context, out);
    if (!status.ok()) return status;
    if (part == ChatPart::kPrompt || (turns && !pair)) {
      out->push_back(']');
      return status;
    }
  }
  absl::Status status;
  if (turns && !pair) {
    status = AppendTurn(from, to, example.turns(end), context.options, out);
  } else if (pair && !example.chosen().has_text()) {
    const Answer& chosen = example.chosen();
    if (part == ChatPart::kAnswer && chosen.turns_size() != 1) return NoAnswer(example);
    status = AppendTurns(from, to, chosen.turns(), 0, chosen.turns_size(), context.options, out);
  } else {
    status = AppendPlainAnswer(example, to, out);
  }
  if (part == ChatPart::kAll) out->push_back(']');
  return status;
}

void WrapTools(std::string_view functions, std::string* out) {
  thread_local Nested nested;
  json::Value list = nested.Parse(functions);
  if (!list || !list.is_array()) return;
  out->push_back('[');
  std::string text;
  for (json::Value tool : list.elements()) {
    if (out->back() != '[') out->push_back(',');
    AssignJson(tool.raw(), &text);
    const bool bare = tool.is_object() && !tool.Find("function");
    if (bare) out->append(kToolHead);
    out->append(text);
    if (bare) out->push_back('}');
  }
  out->push_back(']');
}

void UnwrapTools(std::string_view tools, std::string* out) {
  thread_local Nested nested;
  json::Value list = nested.Parse(tools);
  if (!list || !list.is_array()) return;
  out->push_back('[');
  bool first = true;
  for (json::Value tool : list.elements()) {
    if (!first) out->append(", ");
    first = false;
    json::Value function = tool.is_object() ? tool.Find("function") : json::Value();
    const bool wrapped = function && function.is_object() && tool.size() == 2 && tool.Find("type");
    out->append(wrapped ? function.raw() : tool.raw());
  }
  out->push_back(']');
}

void AppendToolsText(const Example& example, std::string* out) {
  if (!example.has_tools()) return;
  if (StyleOf(example.format()) == ChatStyle::kSharegpt) {
    json::AppendString(example.tools(), out);
    return;
  }
  std::string text;
  UnwrapTools(example.tools(), &text);
  if (!text.empty()) json::AppendString(text, out);
}

bool CarriesTools(const Example& example, const Format& to) {
  bool has = false;
  for (std::string_view name : to.names()) has = has || name == "tools";
  if (!has) return false;
  const ChatStyle from = StyleOf(example.format());
  if (from == StyleOf(to.name())) return true;
  std::string there;
  std::string back;
  if (from == ChatStyle::kMessages) {
    UnwrapTools(example.tools(), &there);
    WrapTools(there, &back);
  } else {
    WrapTools(example.tools(), &there);
    UnwrapTools(there, &back);
  }
  return !there.empty() && back == example.tools();
}

bool IsPlainPair(const Example& example) {
  const ChatStyle style = StyleOf(example.format());
  return example.turns_size() == 2 && example.turns(0).role() == USER &&
         example.turns(1).role() == ASSISTANT && IsPlain(example.turns(0), style) &&
         IsPlain(example.turns(1), style) && !example.has_system();
}

}  // namespace jsonl::record

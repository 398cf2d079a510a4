#include "common/record/content.h"

#include <algorithm>

#include "common/json/name.h"
#include "common/json/writer.h"
#include "common/record/findings.h"
#include "common/record/harmony/read.h"
#include "common/record/tagged_turns.h"
#include "common/record/tags/read.h"

namespace jsonl::record {

bool Content::ReadTurn(ChatStyle style, json::Value turn) {
  Clear();
  style_ = style;
  return TakeTurn(style, turn);
}

bool Content::ReadTurns(ChatStyle style, json::Value list) {
  Clear();
  style_ = style;
  return TakeTurns(style, list, &turns);
}

void Content::Clear(const Format& format) {
  Clear();
  format_ = &format;
  style_ = format.traits().style;
}

void Content::Clear() {
  fields.clear();
  unknown = 0;
  task = context = instruction = input = output = prompt = system = tools = text = encoded = label =
      tokens = {};
  dialect = target = tests = examples = added_system = {};
  named.clear();
  chosen = {};
  rejected = {};
  turns = {};
  chosen_chat_ = {};
  rejected_chat_ = {};
  turns_tell_all = true;
  all_turns_.clear();
  calls_.clear();
}

bool Content::TakeContext(json::Value value) {
  if (!value.is_object()) return false;
  context = value;
  static constexpr json::Name kInstruction("instruction");
  instruction = value.Find(kInstruction);
  return instruction && instruction.is_string();
}

bool Content::TakeNamedMembers(json::Value value) {
  if (!value.is_object() || value.size() == 0) return false;
  for (json::Member member : value.members()) named.push_back(member);
  return true;
}

void Content::Instruct(std::string_view text) {
  given_text_.clear();
  json::AppendString(text, &given_text_);
  instruction = given_.Parse(given_text_);
}

bool Content::HasSystemPrompt() const {
  if (system) return true;
  for (uint32_t i = 0; i < turns.size(); ++i) {
    if (said(i).role == Role::kSystem || said(i).role == Role::kDeveloper) return true;
  }
  return false;
}

bool Content::TakeEncoded(bool (*append_messages)(std::string_view text, std::string* out),
                          json::Value value) {
  if (!value.is_string()) return false;
  encoded = value;
  messages_.clear();
  if (!append_messages(value.string(), &messages_)) return false;
  json::Value root = chat_.Parse(messages_);
  if (!root || !TakeTurns(ChatStyle::kMessages, root.Find("messages"), &turns)) return false;
  if (json::Value list = root.Find("tools")) tools = list;
  return true;
}

Content::Took Content::TakeAnswer(json::Value value, Answer* out) {
  out->value = value;
  const bool well = value.is_string() || TakeTurns(ChatStyle::kMessages, value, &out->turns);
  return well ? Took::kModelled : Took::kWrong;
}

Content::Took Content::TakeAnswerTurn(json::Value value, Answer* out) {
  out->value = value;
  out->turns.begin = static_cast<uint32_t>(all_turns_.size());
  out->turns.end = out->turns.begin + 1;
  return TakeTurn(ChatStyle::kSharegpt, value) ? Took::kModelled : Took::kWrong;
}

Content::Took Content::Take(Slot slot, json::Value name, json::Value value) {
  const auto modelled = [](bool well) { return well ? Took::kModelled : Took::kWrong; };
  const auto string = [&](json::Value* to) {
    *to = value;
    return modelled(value.is_string());
  };
  switch (slot) {
    case Slot::kTask:
      return string(&task);
    case Slot::kContext:
      return modelled(TakeContext(value));
    case Slot::kInstruction:
      return string(&instruction);
    case Slot::kInput:
      return string(&input);
    case Slot::kOutput:
      return string(&output);
    case Slot::kChosenText:
      return string(&chosen.value);
    case Slot::kRejectedText:
      return string(&rejected.value);
    case Slot::kPrompt:
      if (value.is_string()) return string(&prompt);
      return modelled(TakeTurns(ChatStyle::kMessages, value, &turns));
    case Slot::kChosen:
    case Slot::kChosenChat:
      return TakeAnswer(value, &chosen);
    case Slot::kRejected:
    case Slot::kRejectedChat:
      return TakeAnswer(value, &rejected);
    case Slot::kMessages:
      return modelled(TakeTurns(ChatStyle::kMessages, value, &turns));
    case Slot::kConversations:
      return modelled(TakeTurns(ChatStyle::kSharegpt, value, &turns));
    case Slot::kChosenTurn:
      return TakeAnswerTurn(value, &chosen);
    case Slot::kRejectedTurn:
      return TakeAnswerTurn(value, &rejected);
    case Slot::kTools:
      if (!value.is_array()) return Took::kNot;
      tools = value;
      return Took::kModelled;
    case Slot::kToolsText:
      return value.is_string() ? string(&tools) : Took::kNot;
    case Slot::kSystem:
      return value.is_string() ? string(&system) : Took::kNot;
    case Slot::kText:
      return string(&text);
    case Slot::kLabel:
      label = value;
      return modelled(value.is_bool());
    case Slot::kNamed:
      named.push_back({name, value});
      return modelled(value.is_string());
    case Slot::kNamedObject:
      if (!value.is_object()) return Took::kNot;
      // What the others are about.
      if (value.size() > 0) named.insert(named.begin(), {name, value});
      return Took::kModelled;
    case Slot::kNamedMembers:
      return modelled(TakeNamedMembers(value));
    case Slot::kDialect:
      return value.is_string() ? string(&dialect) : Took::kNot;
    case Slot::kTarget:
      target = value;
      return modelled(value.is_object());
    case Slot::kTests:
      return string(&tests);
    case Slot::kHarmony:
      return modelled(TakeEncoded(harmony::AppendMessages, value));
    case Slot::kTags:
      return modelled(TakeEncoded(tags::AppendMessages, value));
    case Slot::kTokens:
      tokens = value;
      return modelled(value.is_array());
    case Slot::kExamples:
      examples = value;
      return modelled(value.is_array());
  }
  return Took::kWrong;
}

void Content::SplitPrompt() {
  if (!chosen.value || !rejected.value) return;
  chosen_chat_ = chosen.turns;
  rejected_chat_ = rejected.turns;
  if (chosen.is_text() != rejected.is_text()) return;
  if (chosen.is_text()) {
    SplitTaggedPrompt();
    return;
  }
  const uint32_t shorter = std::min(chosen.turns.size(), rejected.turns.size());
  uint32_t shared = 0;
  while (shared + 1 < shorter) {
    const json::Value a = turn(chosen.turns.begin + shared).object;
    const json::Value b = turn(rejected.turns.begin + shared).object;
    if (!Equal(a, b)) break;
    turns_tell_all = turns_tell_all && a.raw() == b.raw();
    ++shared;
  }
  turns = {chosen.turns.begin, chosen.turns.begin + shared};
  chosen.turns.begin += shared;
  rejected.turns.begin += shared;
}

void Content::SplitTaggedPrompt() {
  turns_tell_all = false;
  tagged_text_.clear();
  AppendTaggedPair(chosen.value.string(), rejected.value.string(), &tagged_text_);
  if (tagged_text_.empty()) return;
  const json::Value lists = tagged_.Parse(tagged_text_);
  TakeTurns(ChatStyle::kMessages, lists.At(0), &turns);
  chosen.value = lists.At(1);
  TakeTurns(ChatStyle::kMessages, lists.At(1), &chosen.turns);
  rejected.value = lists.At(2);
  TakeTurns(ChatStyle::kMessages, lists.At(2), &rejected.turns);
}

const TurnRange* Content::TurnsIn(Slot slot) const {
  switch (slot) {
    case Slot::kMessages:
    case Slot::kConversations:
    case Slot::kPrompt:
      return &turns;
    case Slot::kChosen:
      return &chosen.turns;
    case Slot::kRejected:
      return &rejected.turns;
    case Slot::kChosenChat:
      return &chosen_chat_;
    case Slot::kRejectedChat:
      return &rejected_chat_;
    default:
      return nullptr;
  }
}

}  // namespace jsonl::record

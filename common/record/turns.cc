#include "common/record/turns.h"

#include "common/record/keys.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

using report::Code;

constexpr Keys kMessageKeys("role", "content", "tool_calls", "name", "tool_call_id", "thinking",
                            "weight");
enum MessageKey { kRole, kContent, kToolCalls, kName, kToolCallId, kThinking, kWeight };

constexpr Keys kRoleNames("system", "developer", "user", "assistant", "tool");

bool IsThere(json::Value value) { return value && !value.is_null(); }

void CheckToolCalls(const Place& place, json::Value calls, Findings* findings) {
  if (!findings->IsList(place, calls)) return;
  uint32_t position = 0;
  for (json::Value call : calls.elements()) {
    Place call_place(place, position++);
    if (!findings->IsObject(call_place, call)) continue;
    json::Value function = call.Find("function");
    if (function) {
      Place function_place(call_place, "function");
      if (findings->IsObject(function_place, function)) {
        findings->IsString(Place(function_place, "name"), function.Find("name"));
      }
    } else {
      findings->IsString(Place(call_place, "name"), call.Find("name"));
    }
  }
}

// A string, or a list of parts. Says whether there is more than white space in it.
bool CheckContent(const Place& place, json::Value content, Findings* findings) {
  if (content && content.is_array()) {
    uint32_t position = 0;
    for (json::Value part : content.elements()) findings->IsObject(Place(place, position++), part);
    return content.size() > 0;
  }
  return findings->IsString(place, content) && !text::Strip(content.string()).empty();
}

constexpr Keys kTurnKeys("from", "value");
constexpr Keys kSpeakers("human", "gpt", "system", "function_call", "observation", "user",
                         "assistant", "tool");
enum Speaker {
  kHuman,
  kGpt,
  kSystemPrompt,
  kCall,
  kObservation,
  kUserToo,
  kAssistantToo,
  kToolToo
};

bool IsAssistant(int speaker) {
  return speaker == kGpt || speaker == kCall || speaker == kAssistantToo;
}

// Returns who speaks; -1 if that cannot be told. `said` is set if there is more than white space.
int CheckSharegptTurn(const Place& place, json::Value turn, bool* said, Findings* findings) {
  if (!findings->IsObject(place, turn)) return -1;
  Fields fields(turn, kTurnKeys);
  int speaker = -1;
  Place from(place, "from");
  if (findings->IsString(from, fields[0])) {
    speaker = kSpeakers.Find(fields[0].string());
    if (speaker < 0) {
      findings->Add(
          Code::kUnknownRole, from,
          text::Cat("Unknown role '", text::Shortened(fields[0].string()), "' in '", from.Dotted(),
                    "' (known: human, gpt, system, function_call, observation)"));
    }
  }
  if (findings->IsString(Place(place, "value"), fields[1])) {
    *said |= !text::Strip(fields[1].string()).empty();
  }
  return speaker;
}

}  // namespace

void CheckSharegpt(const Place& place, json::Value list, Turns turns, Findings* findings) {
  if (!findings->IsList(place, list)) return;
  if (list.size() == 0) {
    findings->Empty(place);
    return;
  }
  bool assistant = false;
  bool said = false;
  bool called = false;
  uint32_t position = 0;
  for (json::Value turn : list.elements()) {
    Place at(place, position++);
    int speaker = CheckSharegptTurn(at, turn, &said, findings);
    assistant |= speaker < 0 || IsAssistant(speaker);
    const bool observation = speaker == kObservation || speaker == kToolToo;
    if (observation && !called) {
      findings->Add(Code::kBadTurnOrder, at,
                    text::Cat("Observation '", at.Dotted(), "' must follow a function_call"));
    } else if (!observation) {
      called = speaker < 0 || speaker == kCall;
    }
  }
  if (turns == Turns::kConversation && !assistant) {
    findings->Add(Code::kMissingAssistant, place,
                  text::Cat("Field '", place.Dotted(), "' has no turn of gpt"));
  }
  if (turns == Turns::kPart && !said) findings->EmptyAfterStripping(place);
}

void CheckSharegptAnswer(const Place& place, json::Value turn, Findings* findings) {
  if (!findings->IsObject(place, turn)) return;
  bool said = false;
  CheckSharegptTurn(place, turn, &said, findings);
  json::Value value = turn.Find("value");
  if (!said && value && value.is_string()) findings->EmptyAfterStripping(Place(place, "value"));
}

json::Value LastGptValue(json::Value conversations) {
  json::Value last;
  if (!conversations || !conversations.is_array()) return last;
  for (json::Value turn : conversations.elements()) {
    if (!turn.is_object()) continue;
    json::Value from = turn.Find("from");
    if (from && from.is_string() && IsAssistant(kSpeakers.Find(from.string()))) last = turn;
  }
  if (!last) return last;
  json::Value value = last.Find("value");
  return value && value.is_string() ? value : json::Value();
}

Role MessageRole(std::string_view role) {
  int i = kRoleNames.Find(role);
  return i < 0 ? Role::kUnknown : static_cast<Role>(i);
}

void CheckMessages(const Place& place, json::Value list, Turns turns, Findings* findings) {
  if (!findings->IsList(place, list)) return;
  if (list.size() == 0) {
    findings->Empty(place);
    return;
  }
  bool assistant = false;
  bool said = false;
  bool called = turns == Turns::kPart;  // the last message that is not a tool's has calls
  uint32_t position = 0;
  for (json::Value message : list.elements()) {
    Place at(place, position++);
    if (!findings->IsObject(at, message)) continue;
    Fields fields(message, kMessageKeys);

    Role role = Role::kUnknown;
    Place role_place(at, kMessageKeys[kRole]);
    if (findings->IsString(role_place, fields[kRole])) {
      role = MessageRole(fields[kRole].string());
      if (role == Role::kUnknown) {
        findings->Add(
            Code::kUnknownRole, role_place,
            text::Cat("Unknown role '", text::Shortened(fields[kRole].string()), "' in '",
                      role_place.Dotted(), "' (known: system, developer, user, assistant, tool)"));
        assistant = true;  // which may be what was meant: one finding is enough
        called = true;
      }
    } else {
      assistant = true;
      called = true;
    }
    assistant |= role == Role::kAssistant;

    json::Value tool_calls = fields[kToolCalls];
    const bool calls = IsThere(tool_calls) && !(tool_calls.is_array() && tool_calls.size() == 0);
    if (calls) {
      CheckToolCalls(Place(at, kMessageKeys[kToolCalls]), tool_calls, findings);
      said = true;
    }
    if (!calls || IsThere(fields[kContent])) {
      said |= CheckContent(Place(at, kMessageKeys[kContent]), fields[kContent], findings);
    }
    for (int key : {kName, kToolCallId, kThinking}) {
      json::Value value = fields[static_cast<size_t>(key)];
      if (IsThere(value)) {
        findings->IsString(Place(at, kMessageKeys[static_cast<size_t>(key)]), value);
      }
    }
    json::Value weight = fields[kWeight];
    if (IsThere(weight) && !weight.is_number()) {
      findings->WrongType(Place(at, kMessageKeys[kWeight]), "a number", weight);
    }

    if (role == Role::kTool && !called) {
      findings->Add(Code::kBadTurnOrder, at,
                    text::Cat("Tool's message '", at.Dotted(),
                              "' must follow an assistant's message with 'tool_calls'"));
    } else if (role != Role::kTool && role != Role::kUnknown) {
      called = role == Role::kAssistant && calls;
    }
  }
  if (turns == Turns::kConversation && !assistant) {
    findings->Add(Code::kMissingAssistant, place,
                  text::Cat("Field '", place.Dotted(), "' has no message of the assistant"));
  }
  if (turns == Turns::kPart && !said) findings->EmptyAfterStripping(place);
}

void CheckTextOrMessages(const Place& place, json::Value value, Findings* findings) {
  if (value && value.is_array()) {
    CheckMessages(place, value, Turns::kPart, findings);
  } else if (value && !value.is_string()) {
    findings->WrongType(place, "a string or a list of messages", value);
  } else {
    findings->IsNonBlank(place, value);
  }
}

json::Value TextOrLastAssistantContent(json::Value answer) {
  if (!answer) return answer;
  if (answer.is_array()) return LastAssistantContent(answer);
  return answer.is_string() ? answer : json::Value();
}

json::Value LastAssistantContent(json::Value messages) {
  json::Value last;
  if (!messages || !messages.is_array()) return last;
  for (json::Value message : messages.elements()) {
    if (!message.is_object()) continue;
    json::Value role = message.Find("role");
    if (role && role.is_string() && role.string() == "assistant") last = message;
  }
  if (!last) return last;
  json::Value content = last.Find("content");
  // Of several parts none is the answer; one that is text is.
  if (content && content.is_array() && content.size() == 1 && content.At(0).is_object()) {
    content = content.At(0).Find("text");
  }
  return content && content.is_string() ? content : json::Value();
}

}  // namespace jsonl::record

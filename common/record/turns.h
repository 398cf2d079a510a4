// The turns of a conversation, as the chat formats have them: who speaks, and the rules.

#ifndef JSONL_COMMON_RECORD_TURNS_H_
#define JSONL_COMMON_RECORD_TURNS_H_

#include <cstdint>
#include <string_view>

#include "common/json/document.h"
#include "common/record/findings.h"

namespace jsonl::record {

enum class Role : uint8_t { kSystem, kDeveloper, kUser, kAssistant, kTool, kUnknown };

// The role of a message: system, developer, user, assistant, tool.
Role MessageRole(std::string_view role);

// What a list of turns has to have.
enum class Turns : uint8_t {
  kConversation,  // some turn of the assistant
  kPart,          // something said or called; the turns before may be in another list
};

// Checks a list of messages, {role, content, name, tool_calls, tool_call_id, thinking, weight}:
// - role is one of the five; content is a string, or a list of objects (parts of a message with
//   images and the like), and may be null or absent only beside tool_calls;
// - tool_calls is a list of objects with a name, in themselves or in their `function`;
// - name, tool_call_id and thinking are strings, weight is a number; where a column is null in some
//   records, it counts as absent;
// - a tool's message answers a call: the last message before it that is not a tool's is an
//   assistant's with tool_calls. Nothing else is demanded of the order: conversations that the
//   assistant opens, or with two turns of one side in a row, are found in good data sets.
void CheckMessages(const Place& place, json::Value list, Turns turns, Findings* findings);

// Checks a string that is not blank, or such a list that is a part of a conversation.
void CheckTextOrMessages(const Place& place, json::Value value, Findings* findings);

// Checks a list of turns {from, value}: `from` is human, gpt, system, function_call or observation
// (user, assistant and tool are taken for three of them), `value` a string; an observation follows
// a function_call or another observation. As with messages, no other order is demanded.
void CheckSharegpt(const Place& place, json::Value list, Turns turns, Findings* findings);

// Checks one such turn that is an answer.
void CheckSharegptAnswer(const Place& place, json::Value turn, Findings* findings);

// The value of the last turn that is the assistant's.
json::Value LastGptValue(json::Value conversations);

// The content of the assistant's last message, also as the only part of a list of parts; absent
// when there is none or it is no string.
json::Value LastAssistantContent(json::Value messages);
// The same, where a string is what the assistant says.
json::Value TextOrLastAssistantContent(json::Value answer);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_TURNS_H_

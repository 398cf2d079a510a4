// What a record says, as views of the record itself.
//
// Formats read records into a Content and write them from one. Nothing is copied: values are those
// of the parsed text, and what is written from them is copied from there, escapes and all.

#ifndef JSONL_COMMON_RECORD_CONTENT_H_
#define JSONL_COMMON_RECORD_CONTENT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/record/format.h"
#include "common/record/nested.h"
#include "common/record/turns.h"

namespace jsonl::record {

// A call of a function, as JSON texts: in sharegpt they stand within a string of the record.
struct ToolCall {
  std::string_view call;       // the object
  std::string_view name;       // a string
  std::string_view arguments;  // any value, within `call`; empty if there are none
};

// One turn of a chat.
struct Turn {
  json::Value object;
  Role role = Role::kUnknown;
  bool usual_role = true;   // it is written as it usually is
  json::Value role_value;   // a string
  json::Value content;      // what is said, if it is a string
  json::Value tool_calls;   // the list in messages, if there is one of calls
  uint32_t first_call = 0;  // among those of the content
  uint32_t calls = 0;       // in sharegpt, those in the value of a "function_call"
  json::Value source;       // the turn of the other style that this one may be made from
  // Whether the member, one of `object`, is held by the fields above.
  bool Models(json::Value member) const;
};

// Turns that follow each other among those of a content.
struct TurnRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t size() const { return end - begin; }
};

// An answer: a string, or turns.
struct Answer {
  json::Value value;  // absent if there is no such answer
  TurnRange turns;
  bool is_text() const { return value && value.is_string(); }
};

class Content {
 public:
  struct Field : json::Member {
    int modelled = -1;  // which of the format's fields it is; -1 if it is none
  };

  // Says nothing yet, as a record of that format. What was used before is used again.
  void Clear(const Format& format);

  // Reads one turn instead of a record; it is turn 0. False if it is none.
  bool ReadTurn(ChatStyle style, json::Value turn);
  // Reads a list of turns instead of a record. False if it is none.
  bool ReadTurns(ChatStyle style, json::Value list);

  enum class Took : uint8_t { kModelled, kNot, kWrong };
  // Takes a field as what the slot is, or not at all, or says that it is not what it has to be. Its
  // parts come apart, in registers: copied whole, they would be read back before they are stored.
  Took Take(Slot slot, json::Value name, json::Value value);
  // Makes the turns with which both answers begin the prompt; see tagged_turns.h for answers that
  // are strings. There are none where that cannot be told.
  void SplitPrompt();
  // Gives the record an instruction that it does not hold itself.
  void Instruct(std::string_view text);

  const Format& format() const { return *format_; }
  // Of the turns.
  ChatStyle style() const { return style_; }

  std::vector<Field> fields;  // all members of the record, in their order
  size_t unknown = 0;         // how many of them are not modelled

  // Absent where the record has none; strings where the slots say so.
  json::Value task;
  json::Value context;
  json::Value instruction;  // of the context, too
  json::Value input;
  json::Value output;
  json::Value prompt;  // if it is a string: otherwise it is in `turns`
  json::Value system;  // where it is not one of the turns
  json::Value tools;   // a list in messages, a string in sharegpt
  json::Value text;
  json::Value label;  // true or false: whether the answer is good
  json::Value dialect;
  json::Value target;
  json::Value tests;
  json::Value examples;
  // A string that is not of the record: the system prompt for a chat that has none.
  json::Value added_system;
  std::vector<json::Member> named;  // values that give the instruction context
  json::Value encoded;              // a text that holds the turns, which are views of a copy of it
  json::Value tokens;
  Answer chosen;  // of a pair, or the only one to a prompt
  Answer rejected;
  TurnRange turns;

  // The prompt and the answers, as turns, say all that was read. Otherwise they were found in
  // strings, or the prompt is written in two ways.
  bool turns_tell_all = true;

  // The turns that a list in that slot is read as; nullptr if it is read as none.
  const TurnRange* TurnsIn(Slot slot) const;

  const Turn& turn(uint32_t i) const { return all_turns_[i]; }
  // Whether somebody has told the assistant what it is: the system prompt, or a turn of the system
  // or the developer.
  bool HasSystemPrompt() const;
  // Of `turns`, counted from its beginning.
  const Turn& said(uint32_t i) const { return all_turns_[turns.begin + i]; }
  const ToolCall& call(uint32_t i) const { return calls_[i]; }

 private:
  void Clear();
  void SplitTaggedPrompt();
  bool TakeContext(json::Value value);
  bool TakeNamedMembers(json::Value value);
  bool TakeTurn(ChatStyle style, json::Value value);
  bool TakeTurns(ChatStyle style, json::Value list, TurnRange* out);
  bool TakeEncoded(bool (*append_messages)(std::string_view text, std::string* out),
                   json::Value value);
  Took TakeAnswer(json::Value value, Answer* out);
  Took TakeAnswerTurn(json::Value value, Answer* out);
  bool TakeToolCalls(json::Value list, Turn* turn);
  bool TakeFunctionCall(std::string_view value, Turn* turn);
  bool TakeCall(json::Value call, json::Value function, std::string_view text, Turn* turn);

  const Format* format_ = nullptr;
  ChatStyle style_ = ChatStyle::kMessages;
  std::vector<Turn> all_turns_;
  std::vector<ToolCall> calls_;
  Nested nested_;          // for the call at hand
  TurnRange chosen_chat_;  // with the prompt
  TurnRange rejected_chat_;
  std::string tagged_text_;  // answers that are strings, as lists of messages
  Nested tagged_;
  Nested given_;  // what Instruct was called with
  std::string given_text_;
  Nested chat_;  // for the messages of an encoded chat
  std::string messages_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_CONTENT_H_

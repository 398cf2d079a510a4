#include "common/record/encoded_losses.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "common/record/encoded_trial.h"
#include "common/record/losses.h"
#include "common/record/message_call.h"

namespace jsonl::record {
namespace {

template <size_t n>
bool IsOneOf(std::string_view name, const std::string_view (&names)[n]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// The text says it, if not letter by letter.
bool IsAlwaysSaid(std::string_view name) {
  constexpr std::string_view kNames[] = {"role", "content", "from", "value"};
  return IsOneOf(name, kNames);
}

bool IsThinking(std::string_view name) {
  constexpr std::string_view kNames[] = {"thinking", "reasoning_content", "reasoning"};
  return IsOneOf(name, kNames);
}

bool IsEmpty(json::Value value) {
  return value.is_null() || (value.is_string() && value.string().empty()) ||
         ((value.is_array() || value.is_object()) && value.size() == 0);
}

json::Value ThinkingOf(json::Value turn) {
  for (std::string_view name : {"thinking", "reasoning_content", "reasoning"}) {
    if (json::Value thinking = turn.Find(name)) return thinking;
  }
  return {};
}

bool HoldsTurns(Slot slot) {
  switch (slot) {
    case Slot::kMessages:
    case Slot::kConversations:
    case Slot::kPrompt:
    case Slot::kChosen:
    case Slot::kChosenChat:
    case Slot::kChosenTurn:
      return true;
    default:
      return false;
  }
}

class Comparison {
 public:
  explicit Comparison(const WriteOptions& options) : options_(options) {}

  // A list of turns, or one turn. `again` may be absent.
  void Turns(json::Value turns, json::Value again) {
    if (turns.is_object()) return Turn(turns, again && again.is_object() ? again : json::Value());
    if (!turns.is_array()) return;
    EachWith(turns, again, [this](json::Value turn, json::Value other) { Turn(turn, other); });
  }

 private:
  // Calls visit(element, other) for the objects of a list and what stands in their place in the
  // other list: absent, if that is not as long.
  template <typename Visit>
  static void EachWith(json::Value list, json::Value others, Visit&& visit) {
    const bool alike = others && others.is_array() && others.size() == list.size();
    uint32_t next = alike ? others.index() + 1 : 0;
    for (json::Value element : list.elements()) {
      json::Value other;
      if (alike) {
        other = json::Value(others.document(), next);
        next = other.next();
        if (!other.is_object()) other = {};
      }
      if (element.is_object()) visit(element, other);
    }
  }

  void Turn(json::Value turn, json::Value again) {
    for (json::Member member : turn.members()) {
      const std::string_view name = member.name();
      if (IsAlwaysSaid(name) || IsEmpty(member.value)) continue;
      json::Value back;
      if (again) back = IsThinking(name) ? ThinkingOf(again) : again.Find(name);
      if (back && SaysSame(back, member.value)) continue;
      if (name == "tool_calls" && member.value.is_array()) {
        EachWith(member.value, back,
                 [this](json::Value call, json::Value other) { Call(call, other); });
      } else {
        LoseOfTurn(name, options_);
      }
    }
  }

  void Call(json::Value call, json::Value again) {
    if (again && SaysSame(call, again)) return;
    CallMembers(call, again);
    const json::Value function = MessageCall(call).function;
    if (function.index() == call.index() || !function.is_object()) return;
    CallMembers(function, again ? MessageCall(again).function : json::Value());
  }

  void CallMembers(json::Value object, json::Value again) {
    constexpr std::string_view kSaid[] = {"type", "function", "name", "arguments"};
    for (json::Member member : object.members()) {
      const std::string_view name = member.name();
      if (IsOneOf(name, kSaid) || IsEmpty(member.value)) continue;
      const json::Value back = again && again.is_object() ? again.Find(name) : json::Value();
      if (!back || !SaysSame(back, member.value)) LoseOfCall(name, options_);
    }
  }

  const WriteOptions& options_;
};

}  // namespace

void LoseUnsaidOfTurns(const Content& content, const Format& encoded, const WriteOptions& options) {
  if (options.losses == nullptr) return;
  Comparison comparison(options);
  TryText(content, encoded, [&](const Content::Field& field, json::Value again) {
    const Slot slot = content.format().slots()[static_cast<size_t>(field.modelled)];
    if (!HoldsTurns(slot) || (again && SaysSame(again, field.value))) return;
    comparison.Turns(field.value, again);
  });
}

}  // namespace jsonl::record
